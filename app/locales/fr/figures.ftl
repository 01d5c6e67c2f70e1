# Nombres, temps et évaluations.
decimal-mark = ,
group-mark = {" "}
percent = { $n } %
gigabytes = { $n } Go
megabytes = { $n } Mo
dbm = { $n } dBm
seconds = { $n } s
duration-seconds = { $s } s
duration-minutes = { $m } min
duration-minutes-seconds = { $m } min { $s } s
duration-hours = { $h } h
duration-hours-minutes = { $h } h { $m } min
days =
    { $n ->
        [one] { $n } jour
       *[other] { $n } jours
    }
of-whole = { $value } sur { $whole }
of-hundred = sur 100
usually = d’habitude { $value }
age-now = à l’instant
age-minutes = il y a { $n } min
age-hours = il y a { $n } h
age-days = il y a { $n } jours
clock-utc = { $time } UTC
date = { $day } { $month }
date-clock = { $date }, { $time }
month-1 = janv.
month-2 = févr.
month-3 = mars
month-4 = avr.
month-5 = mai
month-6 = juin
month-7 = juil.
month-8 = août
month-9 = sept.
month-10 = oct.
month-11 = nov.
month-12 = déc.
rating-good = Bon
rating-average = Moyen
rating-frustrating = Mauvais
rating-unknown = Inconnu
source-live = en direct de Nexthink
source-cache = dernier état connu
source-daily = calculé une fois par jour
why = Pourquoi c’est important
trend-table = { $n } jours en tableau
trend-span = Les { $n } derniers jours
trend-says = { $label }, { $n } jours : de { $first } à { $last }
trend-day = Jour
trend-value = Valeur
score-up = En hausse de { $n } en { $days } jours
score-down = En baisse de { $n } en { $days } jours
score-same = Inchangé depuis { $days } jours

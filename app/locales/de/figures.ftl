# Zahlen, Zeiten und Bewertungen.
decimal-mark = ,
group-mark = .
percent = { $n } %
gigabytes = { $n } GB
megabytes = { $n } MB
dbm = { $n } dBm
seconds = { $n } s
duration-seconds = { $s } s
duration-minutes = { $m } min
duration-minutes-seconds = { $m } min { $s } s
duration-hours = { $h } h
duration-hours-minutes = { $h } h { $m } min
days =
    { $n ->
        [one] 1 Tag
       *[other] { $n } Tage
    }
of-whole = { $value } von { $whole }
of-hundred = von 100
usually = sonst { $value }
age-now = gerade eben
age-minutes = vor { $n } Min.
age-hours = vor { $n } Std.
age-days = vor { $n } Tagen
clock-utc = { $time } UTC
date = { $day }. { $month }
date-clock = { $date }, { $time }
month-1 = Jan.
month-2 = Feb.
month-3 = März
month-4 = Apr.
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = Aug.
month-9 = Sept.
month-10 = Okt.
month-11 = Nov.
month-12 = Dez.
rating-good = Gut
rating-average = Mittel
rating-frustrating = Schlecht
rating-unknown = Unbekannt
source-live = live von Nexthink
source-cache = letzter bekannter Stand
source-daily = einmal am Tag berechnet
why = Warum das wichtig ist
trend-table = { $n } Tage als Tabelle
trend-span = Die letzten { $n } Tage
trend-says = { $label }, { $n } Tage: von { $first } bis { $last }
trend-day = Tag
trend-value = Wert
score-up = Um { $n } gestiegen in { $days } Tagen
score-down = Um { $n } gefallen in { $days } Tagen
score-same = Seit { $days } Tagen unverändert

# Numbers, times and ratings. No sentence is put together from pieces: each has its own message.
decimal-mark = .
group-mark = ,
percent = { $n }%
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
        [one] 1 day
       *[other] { $n } days
    }
of-whole = { $value } of { $whole }
of-hundred = of 100
usually = usually { $value }
age-now = just now
age-minutes = { $n } min ago
age-hours = { $n } h ago
# Always two or more.
age-days = { $n } days ago
clock-utc = { $time } UTC
date = { $day } { $month }
date-clock = { $date }, { $time }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sept
month-10 = Oct
month-11 = Nov
month-12 = Dec
rating-good = Good
rating-average = Average
rating-frustrating = Poor
rating-unknown = Not known
source-live = live from Nexthink
source-cache = as last known
source-daily = computed once a day
why = Why it matters
trend-table = { $n } days as a table
trend-span = The last { $n } days
trend-says = { $label }, { $n } days: from { $first } to { $last }
trend-day = Day
trend-value = Value
score-up = Up { $n } in { $days } days
score-down = Down { $n } in { $days } days
score-same = Unchanged for { $days } days

use super::{BETA, rows, rows_with};

#[test]
fn each_aggregate_over_the_events_of_each_device() {
    let text = "devices | include device_performance.boots \
        | compute n = count(), sum = duration.sum(), avg = duration.avg(), min = duration.min(), max = duration.max(), \
          last = duration.last(), p95 = duration.p95(), p05 = duration.p05(), here = device.count() \
        | list name, n, sum, avg, min, max, last, p95, p05, here";
    assert_eq!(
        rows(text),
        [
            // 10, 20, 60: the 95th percentile lies nine tenths of the way from 20 to 60, the 5th a tenth from 10 to 20.
            "ALPHA 3 90 30 10 60 60 56 11 1",
            "beta 1 30 30 30 30 30 30 30 1",
            "GAMMA 0 - - - - - - - 0",
        ]
    );
}

#[test]
fn conditions_inside_aggregates() {
    let text = "device_performance.boots | summarize fast = countif(type == fast_startup), \
        part = countif(type == fast_startup) / count(), long = duration.sumif(duration > 15s), none = duration.sumif(type == other)";
    assert_eq!(rows(text), ["1 0.25 110 -"]);
}

#[test]
fn arithmetic_on_aggregates_keeps_units() {
    let text = "devices | summarize twice = hardware.memory.sum() * 2, ratio = hardware.memory.max() / hardware.memory.min(), \
        cost = (count() + 1) ^ 2 - 1, nothing = count() / 0";
    assert_eq!(rows(text), ["48000000000 2 15 -"]);
}

#[test]
fn aggregated_metrics_are_the_samples_themselves() {
    let text = "device_performance.boots | where duration.avg >= 30 \
        | summarize n = duration.count.sum(), top = duration.max.max(), mean = duration.avg.avg()";
    assert_eq!(rows(text), ["2 60 45"]);
}

#[test]
fn functions_of_moments() {
    let text = "devices | where name == alpha | include device_performance.boots \
        | compute since = time.last().time_elapsed(), boot = time.last() \
        | list since, last_seen.time_elapsed(), boot.hour(), boot.hour(timezone = 'GMT'), boot.day(), boot.day_of_week()";
    // Two hours before 11:26 on a Monday in Zurich, which is an hour ahead of GMT.
    assert_eq!(rows(text), ["7200 3600 9 8 11 1"]);
}

#[test]
fn last_is_the_latest_and_not_the_last_entered() {
    let text = "devices | where collector.uid == $device | include device_performance.boots \
        | compute last = duration.last(), when = time.max() | list last, when";
    assert_eq!(rows_with(text, &[("device", BETA)]), ["30 2024-11-09 08:26:15"]);
}

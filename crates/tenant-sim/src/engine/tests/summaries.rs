use super::{columns, rows};

#[test]
fn by_nothing_there_is_one_row_even_without_rows() {
    assert_eq!(rows("devices | summarize n = count()"), ["3"]);
    let none = "web.errors | summarize n = count(), total = number_of_errors.sum()";
    assert_eq!(rows(none), ["0 -"]);
    assert_eq!(rows("web.errors | summarize n = count() by label"), [""; 0]);
}

#[test]
fn by_fields() {
    let text = "device_performance.boots | summarize n = count(), mean = duration.avg() \
        by device.operating_system.platform, type | sort mean asc";
    assert_eq!(
        rows(text),
        [
            "Windows fast_startup 1 20",
            "macOS full_boot 1 30",
            "Windows full_boot 2 35"
        ]
    );
    assert_eq!(
        columns(text),
        [
            "device.operating_system.platform",
            "device_performance.boot.type",
            "n",
            "mean"
        ]
    );
    let narrowed =
        "device_performance.boots | summarize n = count() by device.name | where n > 1 | list n, device.name";
    assert_eq!(rows(narrowed), ["3 ALPHA"]);
}

#[test]
fn by_day_in_the_tenants_zone() {
    let text = "device_performance.boots during past 7d | summarize n = count(), sum = duration.sum() by 1d | sort start_time asc";
    assert_eq!(
        columns(text),
        ["start_time", "end_time", "bucket_duration", "n", "sum"]
    );
    assert_eq!(
        rows(text),
        [
            "2024-11-07 23:00:00 2024-11-08 23:00:00 86400 1 10",
            "2024-11-08 23:00:00 2024-11-09 23:00:00 86400 2 50",
            "2024-11-10 23:00:00 2024-11-11 23:00:00 86400 1 60",
        ]
    );
}

#[test]
fn by_several_days_hours_and_quarters() {
    // From 5 November, three days each: the 8th to the 10th, and from the 11th on.
    let days = "device_performance.boots during past 7d | summarize n = count() by 3d | sort start_time asc";
    assert_eq!(
        rows(days),
        [
            "2024-11-07 23:00:00 2024-11-10 23:00:00 259200 3",
            "2024-11-10 23:00:00 2024-11-13 23:00:00 259200 1",
        ]
    );
    let hours = "device_performance.boots during past 4h | summarize n = count() by 2h";
    assert_eq!(rows(hours), ["2024-11-11 07:00:00 2024-11-11 09:00:00 7200 1"]);
    let quarters =
        "device_performance.boots during past 180min | summarize n = count() by device.name, 15min";
    assert_eq!(
        rows(quarters),
        ["ALPHA 2024-11-11 08:15:00 2024-11-11 08:30:00 900 1"]
    );
}

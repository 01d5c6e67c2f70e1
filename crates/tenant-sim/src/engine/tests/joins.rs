use super::{rows, rows_with};

#[test]
fn with_keeps_the_objects_that_have_such_events() {
    assert_eq!(
        rows("devices | with execution.crashes past 7d | list name"),
        ["ALPHA"]
    );
    assert_eq!(
        rows("devices | with device_performance.boots during past 1d | list name"),
        ["ALPHA"]
    );
    let computed = "devices | with device_performance.boots | compute n = count() | list name, n";
    assert_eq!(rows(computed), ["ALPHA 3", "beta 1"]);
}

#[test]
fn include_keeps_all_objects_and_does_nothing_without_compute() {
    assert_eq!(
        rows("devices | include execution.crashes | list name"),
        ["ALPHA", "beta", "GAMMA"]
    );
    let text = "devices | include execution.crashes | compute crashes = number_of_crashes.sum() | list name, crashes";
    assert_eq!(rows(text), ["ALPHA 5", "beta -", "GAMMA -"]);
}

#[test]
fn where_after_include_filters_the_events_until_compute() {
    let text = "devices | include device_performance.boots | where type == full_boot | where duration < 60s \
        | compute n = count() | where n >= 1 | list name, n";
    assert_eq!(rows(text), ["ALPHA 1", "beta 1"]);
}

#[test]
fn each_pair_has_its_own_events() {
    let text = "devices \
        | include device_performance.boots during past 1d | compute today = count() \
        | include device_performance.boots | where type == fast_startup | compute fast = count() \
        | with device_performance.boots | compute all = count() \
        | list name, today, fast, all";
    assert_eq!(rows(text), ["ALPHA 1 1 3", "beta 0 0 1"]);
}

#[test]
fn the_devices_of_a_user_are_those_with_a_session() {
    let text = "devices during past 30d | with session.events during past 30d | where user.upn == $upn \
        | include device_performance.boots | compute n = count() | list name, n | sort last_seen desc";
    assert_eq!(rows_with(text, &[("upn", "ADA@example.com")]), ["beta 1"]);
    assert_eq!(rows_with(text, &[("upn", "nobody@example.com")]), [""; 0]);
    assert_eq!(
        rows("users | with session.events | where device.name == beta | list name"),
        ["ada@EXAMPLE"]
    );
}

#[test]
fn computed_columns_can_be_summarized() {
    let text = "devices | include device_performance.boots | compute booted = device.count() \
        | summarize ratio = booted.sum() / count()";
    assert_eq!(rows(text), [(2.0_f64 / 3.0).to_string()]);
}

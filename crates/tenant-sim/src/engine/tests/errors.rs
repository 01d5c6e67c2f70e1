use super::{tables, try_run};

fn error(text: &str) -> String {
    try_run(text, &tables(), &[]).unwrap_err().to_string()
}

#[test]
fn wrong_names_are_named() {
    assert_eq!(error("martian.events | list x"), "unknown table 'martian.events'");
    assert_eq!(
        error("devices | list colour"),
        "unknown field 'colour' in table 'devices'"
    );
    assert_eq!(
        error("devices | where user.name == 'x'"),
        "unknown field 'user.name' in table 'devices'"
    );
    assert_eq!(
        error("devices | summarize n = count() | list name"),
        "unknown field 'name' in table 'devices'"
    );
    let hidden = "devices | include device_performance.boots | compute n = count() | where duration > 5s";
    assert_eq!(error(hidden), "unknown field 'duration' in table 'devices'");
    assert_eq!(
        error("devices | where last_seen.hour(timezone = 'Mars/Base') > 1"),
        "unknown time zone 'Mars/Base'"
    );
}

#[test]
fn wrong_types_are_refused() {
    assert!(
        error("devices | where hardware.memory == 'much'")
            .contains("cannot compare 'device.hardware.memory'")
    );
    assert!(error("devices | where name > 'a'").contains("operator '>'"));
    assert!(error("devices | where name contains 'a'").contains("operator 'contains'"));
    assert!(error("devices | where local_admins == 'a'").contains("operator '=='"));
    assert!(error("devices | where last_seen == 5").contains("cannot compare"));
    assert_eq!(
        error("devices | summarize x = name.sum()"),
        "function 'sum' cannot be applied to 'device.name'"
    );
    assert!(error("devices | where name.hour() > 1").contains("cannot be applied"));
    assert!(error("devices | summarize n = count() by hardware.memory").contains("cannot group by"));
}

#[test]
fn statements_have_their_places() {
    assert!(
        error("device_performance.boots | with execution.crashes | list time")
            .contains("not a table of objects")
    );
    assert!(error("applications | with device_performance.boots | list name").contains("has no events of"));
}

#[test]
fn a_parameter_needs_a_value_of_the_right_type() {
    let text = "devices | where days_since_last_seen > $days | list name";
    assert_eq!(error(text), "missing value for parameter 'days'");
    let wrong = try_run(text, &tables(), &[("days", "many")])
        .unwrap_err()
        .to_string();
    assert_eq!(
        wrong,
        "cannot compare 'device.days_since_last_seen' with the value of parameter 'days'"
    );
}

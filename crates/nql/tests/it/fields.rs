//! Which fields a query names.

use nql::{NamedField, parse};

fn fields(query: &str) -> Vec<(String, String)> {
    let named = parse(query).expect("a query").fields().into_iter();
    named.map(|NamedField { table, key }| (table, key)).collect()
}

fn origin(query: &str, column: &str) -> Vec<String> {
    let origin = parse(query).expect("a query").origin(column).into_iter();
    origin.map(|field| field.key).collect()
}

fn pair(table: &str, key: &str) -> (String, String) {
    (table.to_owned(), key.to_owned())
}

const DISKS: &str = "devices during past 30d
    | with session.events during past 30d
    | where user.upn == $upn
    | include device_performance.events during past 24h
    | where duration > 5min
    | compute disk_free = system_drive_free_space.last(), share = system_drive_free_space.last() / system_drive_capacity.last()
    | where hardware.type == laptop
    | list name, disk_free, share, last_seen.time_elapsed()
    | sort disk_free desc";

#[test]
fn each_is_named_with_the_table_that_it_is_asked_of() {
    assert_eq!(
        fields(DISKS),
        [
            pair("device.devices", "device.hardware.type"),
            pair("device.devices", "device.last_seen"),
            pair("device.devices", "device.name"),
            pair("device_performance.events", "device_performance.event.duration"),
            pair(
                "device_performance.events",
                "device_performance.event.system_drive_capacity"
            ),
            pair(
                "device_performance.events",
                "device_performance.event.system_drive_free_space"
            ),
            pair("session.events", "user.upn"),
        ]
    );
}

#[test]
fn a_table_counts_also_where_none_of_its_fields_is_named() {
    let tables = parse("devices | with web.events past 7d | list name")
        .unwrap()
        .tables();
    assert_eq!(
        tables.into_iter().collect::<Vec<_>>(),
        ["device.devices", "web.events"]
    );
}

#[test]
fn a_group_and_a_condition_inside_a_function_count() {
    let query = "execution.crashes during past 7d
        | summarize bad = number_of_crashes.sumif(binary.name == \"teams.exe\") by device.name, 1d
        | sort start_time desc";
    assert_eq!(
        fields(query),
        [
            pair("execution.crashes", "binary.name"),
            pair("execution.crashes", "device.name"),
            pair("execution.crashes", "execution.crash.number_of_crashes"),
        ]
    );
}

#[test]
fn a_column_has_an_origin() {
    let free = "device_performance.event.system_drive_free_space";
    assert_eq!(origin(DISKS, "disk_free"), [free]);
    assert_eq!(
        origin(DISKS, "share"),
        ["device_performance.event.system_drive_capacity", free]
    );
    assert_eq!(origin(DISKS, "device.name"), ["device.name"]);
    assert!(
        origin(DISKS, "device.hardware.type").is_empty(),
        "it is not shown"
    );
    assert!(origin(DISKS, "no_such").is_empty());
}

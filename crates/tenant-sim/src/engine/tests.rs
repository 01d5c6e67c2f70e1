//! Queries over small tables made by hand, with results reckoned by hand.

mod aggregates;
mod conditions;
mod errors;
mod frames;
mod joins;
mod resolutions;
mod summaries;

use std::collections::HashMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Context, QueryError, ResultSet, run};
use crate::tables::{Links, ObjectKind, Row, TableSchema, Tables, Value, schema};

pub const ALPHA: &str = "aaaaaaaa-0000-4000-8000-000000000001";
pub const BETA: &str = "bbbbbbbb-0000-4000-8000-000000000002";

/// The time of the vendor's examples: 11 November 2024, 11:26:15 in Zurich.
pub fn now() -> Timestamp {
    "2024-11-11T10:26:15Z".parse().unwrap()
}

pub fn hours_ago(hours: i64) -> Timestamp {
    now() - SignedDuration::from_hours(hours)
}

/// A row with these values; the other columns are null.
pub fn row(schema: &TableSchema, time: Timestamp, links: Links, values: &[(&str, Value)]) -> Row {
    let mut row = vec![Value::Null; schema.fields.len()];
    for (name, value) in values {
        row[schema.column(name).unwrap()] = value.clone();
    }
    Row {
        time,
        links,
        values: row.into(),
    }
}

/// Three devices and one user.
///
/// | | ALPHA | beta | GAMMA |
/// |---|---|---|---|
/// | platform | Windows | macOS | Windows |
/// | manufacturer | Lenovo | Apple | – |
/// | memory | 16 GB | 8 GB | – |
/// | last seen | 1 h ago | 2 days ago | 40 days ago |
/// | boots | 10 s, 20 s, then 60 s | 30 s | – |
pub fn tables() -> Tables {
    let mut tables = Tables::default();
    let device = |name: &str, uid: &str, platform: &'static str, seen: i64, more: &[(&str, Value)]| {
        let mut values = vec![
            ("name", Value::text(name)),
            ("collector.uid", Value::text(uid)),
            ("operating_system.platform", Value::Word(platform)),
            ("last_seen", Value::Time(hours_ago(seen))),
            ("days_since_last_seen", Value::Time(hours_ago(seen))),
        ];
        values.extend(more.iter().cloned());
        row(&schema::DEVICES, hours_ago(seen), Links::NONE, &values)
    };
    let alpha = device(
        "ALPHA",
        ALPHA,
        "Windows",
        1,
        &[
            ("hardware.manufacturer", Value::text("Lenovo")),
            ("hardware.memory", Value::Bytes(16_000_000_000)),
            ("operating_system.build", Value::Version([26_100, 3_194].into())),
            ("collector.local_ip", Value::Ip("10.20.0.10".parse().unwrap())),
            ("local_admins", Value::texts(["Administrator", "Ada Keller"])),
        ],
    );
    let beta = device(
        "beta",
        BETA,
        "macOS",
        48,
        &[
            ("hardware.manufacturer", Value::text("Apple")),
            ("hardware.memory", Value::Bytes(8_000_000_000)),
        ],
    );
    let gamma = device(
        "GAMMA",
        "cccccccc-0000-4000-8000-000000000003",
        "Windows",
        960,
        &[],
    );
    for device in [alpha, beta, gamma] {
        tables.push(&schema::DEVICES, device);
    }
    let upn = [
        ("upn", Value::text("ada@example.com")),
        ("name", Value::text("ada@EXAMPLE")),
    ];
    tables.push(&schema::USERS, row(&schema::USERS, now(), Links::NONE, &upn));
    for (device, hours, seconds, kind) in [
        (0, 72, 10.0, "full_boot"),
        (0, 48, 20.0, "fast_startup"),
        (0, 2, 60.0, "full_boot"),
        (1, 50, 30.0, "full_boot"),
    ] {
        let time = hours_ago(hours);
        let values = [
            ("time", Value::Time(time)),
            ("duration", Value::Duration(seconds)),
            ("type", Value::Word(kind)),
        ];
        tables.push(
            &schema::BOOTS,
            row(&schema::BOOTS, time, Links::device(device), &values),
        );
    }
    for (device, crashes) in [(0, 2), (0, 3)] {
        let values = [("number_of_crashes", Value::Int(crashes))];
        tables.push(
            &schema::EXECUTION_CRASHES,
            row(
                &schema::EXECUTION_CRASHES,
                hours_ago(3),
                Links::device(device),
                &values,
            ),
        );
    }
    let session = Links::device(1).with(ObjectKind::User, 0);
    tables.push(
        &schema::SESSION_EVENTS,
        row(&schema::SESSION_EVENTS, hours_ago(49), session, &[]),
    );
    tables
}

pub fn try_run(text: &str, tables: &Tables, parameters: &[(&str, &str)]) -> Result<ResultSet, QueryError> {
    let parameters: HashMap<String, String> = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let zone = TimeZone::get("Europe/Zurich").unwrap();
    let cx = Context {
        tables,
        now: now(),
        zone,
        parameters: &parameters,
    };
    run(&nql::parse(text).unwrap(), &cx)
}

/// The rows of a query, printed: one string a row.
pub fn rows(text: &str) -> Vec<String> {
    rows_with(text, &[])
}

pub fn rows_with(text: &str, parameters: &[(&str, &str)]) -> Vec<String> {
    let result = try_run(text, &tables(), parameters).unwrap();
    let cell = |value: &Value| {
        if value.is_null() {
            "-".to_owned()
        } else {
            value.to_cell(&TimeZone::UTC)
        }
    };
    result
        .rows
        .iter()
        .map(|row| row.iter().map(cell).collect::<Vec<String>>().join(" "))
        .collect()
}

pub fn columns(text: &str) -> Vec<String> {
    try_run(text, &tables(), &[]).unwrap().columns
}

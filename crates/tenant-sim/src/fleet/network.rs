//! Web applications and connections of a device: one row a working day, for two weeks.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;

use super::report::start_of_period;
use super::software::Software;
use super::{DeviceState, Trouble};
use crate::tables::{Links, ObjectKind, Row, Tables, Value, schema};

const DAYS: i64 = 14;
const DESTINATIONS: [(&str, &str); 4] = [
    ("mail.example.com", "Switzerland"),
    ("meet.example.com", "Germany"),
    ("files.example.com", "Switzerland"),
    ("cdn.example.net", "United States"),
];

/// Writes the rows of a device up to when it was last seen.
pub fn write(
    state: &DeviceState,
    device: usize,
    software: &Software,
    tables: &mut Tables,
    rng: &mut StdRng,
    now: Timestamp,
) {
    for days_ago in (1..DAYS).rev() {
        let start = start_of_period(now, 86_400) - SignedDuration::from_hours(24 * days_ago)
            + SignedDuration::from_mins(rng.random_range(8 * 60..16 * 60));
        let end = start + SignedDuration::from_mins(15);
        if end > state.last_seen {
            continue;
        }
        let of_user = Links::device(device).with(ObjectKind::User, state.owner);
        if days_ago % 2 == 0 {
            let application = software.web[rng.random_range(0..software.web.len())];
            let links = of_user.with(ObjectKind::Application, application);
            tables.push(&schema::WEB_EVENTS, web_row(links, start, end, rng));
            tables.push(&schema::WEB_TRANSACTIONS, transaction_row(links, end, rng));
        } else {
            let (binary, application) = software.programs[rng.random_range(0..software.programs.len())];
            let links = of_user
                .with(ObjectKind::Binary, binary)
                .with(ObjectKind::Application, application);
            let weak = state.trouble == Trouble::WeakWifi;
            tables.push(
                &schema::CONNECTION_EVENTS,
                connection_row(links, start, end, weak, rng),
            );
        }
    }
}

fn web_row(links: Links, start: Timestamp, end: Timestamp, rng: &mut StdRng) -> Row {
    let values = [
        Value::Time(start),
        Value::Time(end),
        Value::Duration(f64::from(rng.random_range(60..900))),
        Value::Int(rng.random_range(1..6)),
    ];
    Row::new(start, links, values)
}

fn transaction_row(links: Links, time: Timestamp, rng: &mut StdRng) -> Row {
    let failed = rng.random_bool(0.04);
    let values = [
        Value::Time(time),
        Value::Word(if rng.random_bool(0.5) { "Search" } else { "Submit" }),
        Value::Duration(f64::from(rng.random_range(3..60)) / 10.0),
        Value::Word(if failed { "failure" } else { "success" }),
        Value::Int(rng.random_range(1..20)),
    ];
    Row::new(time, links, values)
}

fn connection_row(links: Links, start: Timestamp, end: Timestamp, weak: bool, rng: &mut StdRng) -> Row {
    let (domain, country) = DESTINATIONS[rng.random_range(0..DESTINATIONS.len())];
    let connections = rng.random_range(10..200);
    let failed = if weak { connections / 5 } else { connections / 60 };
    let values = [
        Value::Time(start),
        Value::Time(end),
        Value::Word(domain),
        Value::Word(country),
        Value::Int(443),
        Value::Int(connections),
        Value::Int(failed),
        Value::Duration(f64::from(rng.random_range(if weak { 80..300 } else { 8..60 })) / 1_000.0),
        Value::Bytes(rng.random_range(100_000..80_000_000)),
        Value::Bytes(rng.random_range(10_000..9_000_000)),
    ];
    Row::new(start, links, values)
}

use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::{Fleet, Trouble, report};
use crate::tables::{FieldType, ObjectKind, Tables, Value, schema};

fn now() -> Timestamp {
    "2026-03-07T15:56:02Z".parse().unwrap()
}

fn fleet(seed: u64) -> (Fleet, Tables) {
    let mut tables = Tables::default();
    let fleet = Fleet::generate(30, &mut tables, &mut StdRng::seed_from_u64(seed), now());
    (fleet, tables)
}

#[test]
fn every_value_is_of_its_columns_type() {
    let (_, tables) = fleet(42);
    for schema in schema::ALL {
        for row in tables.get(schema).rows() {
            assert_eq!(row.values.len(), schema.fields.len(), "{}", schema.name);
            for (value, field) in row.values.iter().zip(schema.fields) {
                let fits = match field.ty {
                    _ if value.is_null() => true,
                    FieldType::Bool => matches!(value, Value::Bool(_)),
                    FieldType::Int => matches!(value, Value::Int(_)),
                    FieldType::Float => matches!(value, Value::Float(_)),
                    FieldType::Text | FieldType::Enum => value.as_text().is_some(),
                    FieldType::Time | FieldType::DaysSince => matches!(value, Value::Time(_)),
                    FieldType::Duration => matches!(value, Value::Duration(_)),
                    FieldType::Bytes => matches!(value, Value::Bytes(_)),
                    FieldType::Version => matches!(value, Value::Version(_)),
                    FieldType::Ip => matches!(value, Value::Ip(_)),
                    FieldType::Texts => matches!(value, Value::Texts(_)),
                };
                assert!(fits, "{}.{} is {value:?}", schema.name, field.name);
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_fleet_and_another_one_another() {
    let uids = |seed| {
        fleet(seed)
            .0
            .devices
            .into_iter()
            .map(|device| device.collector_uid)
            .collect::<Vec<_>>()
    };
    assert_eq!(uids(7), uids(7));
    assert_ne!(uids(7), uids(8));
}

#[test]
fn the_first_people_are_what_the_documentation_says() {
    let (fleet, _) = fleet(42);
    let first = |owner| fleet.devices.iter().find(|device| device.owner == owner).unwrap();
    assert_eq!(first(1).trouble, Trouble::FullDisk);
    assert_eq!(first(2).trouble, Trouble::WeakWifi);
    assert!(!first(3).online && now().duration_since(first(3).last_seen) == SignedDuration::from_hours(72));
    assert_eq!(first(4).trouble, Trouble::Crashes);
    assert!(
        fleet
            .devices
            .iter()
            .any(|device| device.platform == super::Platform::MacOs)
    );
}

#[test]
fn there_is_a_month_of_events_and_two_weeks_of_scores_up_to_when_a_device_was_seen() {
    let (fleet, tables) = fleet(42);
    for (device, state) in fleet.devices.iter().enumerate() {
        let events = tables.get(&schema::DEVICE_EVENTS);
        let times: Vec<_> = events
            .rows_of(ObjectKind::Device, device)
            .iter()
            .map(|&at| events.rows()[at as usize].time)
            .collect();
        assert!(times.is_sorted(), "{}", state.name);
        assert!(times.iter().all(|time| *time <= state.last_seen));
        if state.online {
            assert!(times[0] <= now() - SignedDuration::from_hours(24 * 29));
            assert_eq!(
                tables
                    .get(&schema::DEX_SCORES)
                    .rows_of(ObjectKind::Device, device)
                    .len(),
                15
            );
        }
    }
}

#[test]
fn a_report_is_the_latest_sample_even_in_the_first_quarter_of_an_hour() {
    let now: Timestamp = "2026-03-07T16:03:02.437Z".parse().unwrap();
    let mut tables = Tables::default();
    let mut fleet = Fleet::generate(2, &mut tables, &mut StdRng::seed_from_u64(42), now);
    fleet.devices[0].vitals.disk_free = 12_345;
    report(&mut fleet, 0, &mut tables, now + SignedDuration::from_secs(5));
    let events = tables.get(&schema::DEVICE_EVENTS);
    let of_device = events
        .rows_of(ObjectKind::Device, 0)
        .iter()
        .map(|&at| at as usize);
    let latest = of_device.max_by_key(|&at| events.rows()[at].time).unwrap();
    assert_eq!(
        *events.value(latest, "system_drive_free_space"),
        Value::Bytes(12_345)
    );
}

#[test]
fn a_virtual_desktop_has_three_resolutions_and_each_is_the_mean_of_the_finer_one() {
    let (mut fleet, mut tables) = fleet(42);
    let device = fleet
        .devices
        .iter()
        .position(|device| device.form == "virtual")
        .unwrap();
    assert_eq!(fleet.devices[device].owner, 7);
    // A session that reports at 15:56:02 and 15:57:10: two samples, in two windows of five minutes.
    for seconds in [0, 68] {
        report(
            &mut fleet,
            device,
            &mut tables,
            now() + SignedDuration::from_secs(seconds),
        );
    }
    let samples = |schema, from: &str, to: &str| {
        let (from, to): (Timestamp, Timestamp) = (from.parse().unwrap(), to.parse().unwrap());
        let rows = tables.get(schema).rows().iter();
        let rows = rows.filter(|row| row.time >= from && row.time < to);
        rows.map(|row| row.values[2].as_number().unwrap())
            .collect::<Vec<f64>>()
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let close = |left: f64, right: f64| (left - right).abs() < 1e-9;
    let window = ("2026-03-07T15:55:00Z", "2026-03-07T16:00:00Z");
    let fine = samples(&schema::VDI_EVENTS_30S, window.0, window.1);
    assert_eq!(fine.len(), 4, "15:55:00, 15:55:30, 15:56:00 and 15:57:00");
    let coarse = samples(&schema::VDI_EVENTS_5MIN, window.0, window.1);
    assert!(coarse.len() == 1 && close(coarse[0], mean(&fine)));
    let day = ("2026-03-07T00:00:00Z", "2026-03-08T00:00:00Z");
    let windows = samples(&schema::VDI_EVENTS_5MIN, day.0, day.1);
    assert_eq!(
        windows.len(),
        108,
        "nine hours from 07:00 on, up to the running five minutes"
    );
    let days = samples(&schema::VDI_EVENTS, day.0, day.1);
    assert!(days.len() == 1 && close(days[0], mean(&windows)));
    let all = ("2026-01-01T00:00:00Z", "2026-03-08T00:00:00Z");
    assert_eq!(samples(&schema::VDI_EVENTS, all.0, all.1).len(), 30);
    let too_old = samples(&schema::VDI_EVENTS_30S, all.0, "2026-03-05T15:55:00Z");
    assert!(too_old.is_empty(), "kept for 48 hours");
}

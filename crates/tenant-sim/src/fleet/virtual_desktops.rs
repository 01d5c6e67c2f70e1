//! Virtual desktops, which one person in fifty has besides their devices, and what their sessions measure.
//!
//! A session measures each 30 seconds. Those rows are condensed to one each five minutes, and those to one a day, when
//! the fleet is made and whenever a virtual desktop reports.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;

use super::report::{enter, start_of_period};
use super::software::Software;
use super::{Device, DeviceState, Fleet, device, hardware, history};
use crate::executions::is_sound;
use crate::tables::{Links, ObjectKind, Row, TableSchema, Tables, Value, schema};

const SAMPLE: i64 = 30;
const FEW_MINUTES: i64 = 300;
const DAY: i64 = 86_400;
/// How many days of each resolution there are at the start.
const DAYS: i64 = 30;
const DAYS_OF_FEW_MINUTES: i64 = 7;
const DAYS_OF_SAMPLES: i64 = 2;

/// Network latency and round-trip time in seconds, frames a second.
type Sample = [f64; 3];

/// Gives virtual desktops to those who have one.
pub fn create(fleet: &mut Fleet, software: &Software, tables: &mut Tables, rng: &mut StdRng, now: Timestamp) {
    for owner in (7..fleet.people.len()).step_by(50) {
        let position = fleet.devices.len();
        let made = device::Made {
            model: hardware::VIRTUAL,
            trouble: super::Trouble::None,
            offline_for: None,
            prefix: "WVD",
        };
        let state = device::enter(fleet, owner, &made, tables, rng, now);
        let devices = tables.get_mut(&schema::DEVICES);
        for (field, value) in [
            ("virtualization.desktop_pool", Value::Word("Office pool")),
            ("virtualization.environment_name", Value::Word("Production")),
            ("virtualization.hypervisor_name", Value::Word("hypervisor-1")),
            ("virtualization.type", Value::Word("pooled")),
        ] {
            devices.set(position, field, value);
        }
        history::write(&state, position, software, tables, rng, now);
        sessions(position, owner, tables, rng, now);
        fleet.people[owner].devices.push(Device {
            collector_uid: state.collector_uid.clone(),
            name: state.name.clone(),
            real: false,
            sound: is_sound(position),
        });
        fleet.devices.push(state);
    }
}

/// A session of nine hours a day, up to `now`.
fn sessions(device: usize, owner: usize, tables: &mut Tables, rng: &mut StdRng, now: Timestamp) {
    let links = Links::device(device).with(ObjectKind::User, owner);
    for days_ago in (0..DAYS).rev() {
        let midnight = start_of_period(now, DAY) - SignedDuration::from_hours(24 * days_ago);
        let start = midnight + SignedDuration::from_hours(7);
        let end = (start + SignedDuration::from_hours(9)).min(start_of_period(now, SAMPLE));
        if days_ago >= DAYS_OF_FEW_MINUTES {
            let row = sample_row(links, start, end, any_sample(rng));
            tables.push(&schema::VDI_EVENTS, row);
            continue;
        }
        let mut window = start;
        while window < end {
            let after = window + SignedDuration::from_secs(FEW_MINUTES);
            if window >= now - SignedDuration::from_hours(24 * DAYS_OF_SAMPLES) {
                for number in 0..FEW_MINUTES / SAMPLE {
                    let at = window + SignedDuration::from_secs(number * SAMPLE);
                    if at < end {
                        let until = at + SignedDuration::from_secs(SAMPLE);
                        let row = sample_row(links, at, until, any_sample(rng));
                        tables.push(&schema::VDI_EVENTS_30S, row);
                    }
                }
                condense(tables, device, owner, SAMPLE, window);
            } else {
                let row = sample_row(links, window, after, any_sample(rng));
                tables.push(&schema::VDI_EVENTS_5MIN, row);
            }
            window = after;
        }
        condense(tables, device, owner, FEW_MINUTES, midnight);
    }
}

fn any_sample(rng: &mut StdRng) -> Sample {
    let latency: f64 = rng.random_range(0.012..0.06);
    let frames: f64 = rng.random_range(18.0..30.0);
    [
        (latency * 1_000.0).round() / 1_000.0,
        (latency * 1_700.0).round() / 1_000.0,
        frames.round(),
    ]
}

/// A virtual desktop reports: the sample of the running 30 seconds, and what follows from it. The latency goes up and
/// down with the time of day, so that no chance is needed.
pub fn report(state: &DeviceState, device: usize, tables: &mut Tables, now: Timestamp) {
    let window = start_of_period(now, SAMPLE);
    let links = Links::device(device).with(ObjectKind::User, state.owner);
    #[expect(clippy::cast_precision_loss, reason = "a remainder below 17")]
    let wave = (window.as_second() / SAMPLE).rem_euclid(17) as f64;
    let sample = [
        0.02 + wave / 1_000.0,
        0.034 + wave / 500.0,
        30.0 - wave.floor() / 2.0,
    ];
    let row = sample_row(links, window, now, sample);
    enter(tables, &schema::VDI_EVENTS_30S, device, row);
    condense(
        tables,
        device,
        state.owner,
        SAMPLE,
        start_of_period(now, FEW_MINUTES),
    );
    condense(
        tables,
        device,
        state.owner,
        FEW_MINUTES,
        start_of_period(now, DAY),
    );
}

/// Makes, or makes again, the row of the next resolution for the window that begins at `from`: the means of its samples.
fn condense(tables: &mut Tables, device: usize, owner: usize, samples: i64, from: Timestamp) {
    let (fine, coarse, length): (&'static TableSchema, &'static TableSchema, i64) = if samples == SAMPLE {
        (&schema::VDI_EVENTS_30S, &schema::VDI_EVENTS_5MIN, FEW_MINUTES)
    } else {
        (&schema::VDI_EVENTS_5MIN, &schema::VDI_EVENTS, DAY)
    };
    let until = from + SignedDuration::from_secs(length);
    let table = tables.get(fine);
    let rows: Vec<&Row> = table
        .rows_of(ObjectKind::Device, device)
        .iter()
        .rev()
        .map(|&position| &table.rows()[position as usize])
        .take_while(|row| row.time >= from)
        .filter(|row| row.time < until)
        .collect();
    let (Some(last), Some(first)) = (rows.first(), rows.last()) else {
        return;
    };
    let mean = |column: usize| {
        let values = rows.iter().filter_map(|row| row.values[column].as_number());
        let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        sum / f64::max(count, 1.0)
    };
    let end = match last.values[1] {
        Value::Time(end) => end,
        _ => until,
    };
    let links = Links::device(device).with(ObjectKind::User, owner);
    let row = sample_row(links, first.time, end, [mean(2), mean(3), mean(4)]);
    enter(tables, coarse, device, row);
}

fn sample_row(links: Links, start: Timestamp, end: Timestamp, sample: Sample) -> Row {
    let [latency, round_trip, frames] = sample;
    let values = [
        Value::Time(start),
        Value::Time(end),
        Value::Duration(latency),
        Value::Duration(round_trip),
        Value::Float(frames),
    ];
    Row::new(start, links, values)
}

//! A device reports: a row for the running quarter of an hour, which further reports of that quarter bring up to date.

use jiff::{SignedDuration, Timestamp};

use super::{DeviceScores, Fleet, Kind, Vitals, score_row, set_last_seen, usage};
use crate::tables::{Links, ObjectKind, Row, TableSchema, Tables, Value, schema};

/// Enters what the device measures at `now`. Earlier quarters stay as they are; `last_seen` moves.
pub fn report(fleet: &mut Fleet, device: usize, tables: &mut Tables, now: Timestamp) {
    let state = &mut fleet.devices[device];
    state.last_seen = now;
    let quarter = start_of_period(now, 900);
    enter(
        tables,
        &schema::DEVICE_EVENTS,
        device,
        quarter,
        performance_row(&state.vitals, device, quarter, now),
    );
    if state.kind == Kind::Simulated {
        enter(
            tables,
            &schema::CONNECTIVITY_EVENTS,
            device,
            quarter,
            connectivity_row(&state.vitals, device, quarter, now),
        );
    }
    usage::session_goes_on(tables, device, state.owner, state.kind, now);
    set_last_seen(tables, device, state.owner, now);
}

/// The row of `device_performance.events` from `start` to `end`.
pub fn performance_row(vitals: &Vitals, device: usize, start: Timestamp, end: Timestamp) -> Row {
    let used = vitals.disk_capacity - vitals.disk_free;
    #[expect(clippy::cast_precision_loss, reason = "bytes of one device")]
    let usage = used as f64 * 100.0 / vitals.disk_capacity.max(1) as f64;
    let values = [
        Value::Time(start),
        Value::Time(end),
        Value::Bytes(vitals.memory_installed - vitals.memory_used),
        Value::Bytes(vitals.memory_used),
        Value::Bytes(vitals.memory_installed),
        Value::Float((vitals.cpu_load * 10.0).round() / 10.0),
        Value::Float((vitals.cpu_load / 10.0).floor() / 10.0),
        Value::Int(vitals.processors),
        Value::Bytes(vitals.disk_free),
        Value::Bytes(vitals.disk_capacity),
        Value::Float((usage * 10.0).round() / 10.0),
    ];
    Row::new(start, Links::device(device), values)
}

/// The row of `connectivity.events` from `start` to `end`.
pub fn connectivity_row(vitals: &Vitals, device: usize, start: Timestamp, end: Timestamp) -> Row {
    let wifi = |value: Option<f64>| value.map_or(Value::Null, |value| Value::Float(value.round()));
    let values = [
        Value::Time(start),
        Value::Time(end),
        Value::Word(if vitals.wifi_signal.is_some() {
            "wifi"
        } else {
            "ethernet"
        }),
        wifi(vitals.wifi_signal),
        wifi(vitals.wifi_signal.map(|_| -92.0)),
        wifi(vitals.wifi_signal.map(|signal| (signal + 95.0) * 12e6)),
    ];
    Row::new(start, Links::device(device), values)
}

/// The row of `device_performance.boots`; how long it took may be unknown.
pub fn boot_row(device: usize, time: Timestamp, seconds: Option<f64>, kind: &'static str) -> Row {
    let values = [
        Value::Time(time),
        seconds.map_or(Value::Null, Value::Duration),
        Value::Word(kind),
        Value::Int(1),
    ];
    Row::new(time, Links::device(device), values)
}

/// The device has just been restarted in full.
pub fn restarted(fleet: &Fleet, device: usize, tables: &mut Tables, now: Timestamp) {
    let seconds = fleet.devices[device].vitals.boot_seconds.round();
    tables.push(&schema::BOOTS, boot_row(device, now, Some(seconds), "full_boot"));
    let devices = tables.get_mut(&schema::DEVICES);
    devices.set(device, "boot.days_since_last_full_boot", Value::Time(now));
}

/// Enters the scores of all devices that have reported in the last seven days, stamped `time`.
pub fn daily_scores(fleet: &Fleet, tables: &mut Tables, time: Timestamp) {
    for (device, state) in fleet.devices.iter().enumerate() {
        if state.last_seen > time - SignedDuration::from_hours(24 * 7) {
            tables.push(
                &schema::DEX_SCORES,
                score_row(&DeviceScores::of(state), time, device, state.owner),
            );
        }
    }
}

fn enter(tables: &mut Tables, schema: &'static TableSchema, device: usize, quarter: Timestamp, row: Row) {
    let table = tables.get_mut(schema);
    match table
        .rows_of(ObjectKind::Device, device)
        .last()
        .map(|&position| position as usize)
    {
        Some(position) if table.rows()[position].time == quarter => *table.row_mut(position) = row,
        _ => {
            table.push(row);
        }
    }
}

/// The last moment, by the whole second, at which a period of so many seconds began: 900 for the quarter of an hour.
pub fn start_of_period(now: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::from_second(now.as_second() - now.as_second().rem_euclid(seconds)).unwrap_or(now)
}

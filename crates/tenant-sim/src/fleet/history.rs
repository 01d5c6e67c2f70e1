//! Thirty days in the life of a device: hourly figures for the last two days, every six hours before.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;

use super::report::{boot_row, connectivity_row, performance_row, start_of_period};
use super::software::Software;
use super::{DeviceScores, DeviceState, Trouble, Vitals, device, score_row, usage};
use crate::alerts::alert_row;
use crate::tables::{Links, ObjectKind, Row, Tables, Value, schema};

const DAYS: i64 = 30;

/// Writes the history of a device up to when it was last seen.
pub fn write(
    state: &DeviceState,
    device: usize,
    software: &Software,
    tables: &mut Tables,
    rng: &mut StdRng,
    now: Timestamp,
) {
    samples(state, device, tables, rng, now);
    days(state, device, software, tables, rng, now);
    scores(state, device, software, tables, rng, now);
    if state.trouble == Trouble::FullDisk {
        tables.push(
            &schema::ALERTS,
            alert_row(
                "Low disk space",
                device,
                "System drive nearly full",
                state.last_seen - SignedDuration::from_hours(20),
            ),
        );
    }
}

fn samples(state: &DeviceState, device: usize, tables: &mut Tables, rng: &mut StdRng, now: Timestamp) {
    let start_of_hour = start_of_period(now, 3_600);
    // The older ones at midnight, six, noon and eighteen hours UTC: those are kept (see `tables::retention`).
    let since_mark = start_of_hour.as_second().rem_euclid(6 * 3_600) / 3_600;
    let old = (0..4 * DAYS)
        .rev()
        .map(|step| step * 6 + since_mark)
        .filter(|hours| *hours > 48);
    for hours in old.chain((0..=48).rev()) {
        let start = start_of_hour - SignedDuration::from_hours(hours);
        if start > state.last_seen {
            break;
        }
        let end = (start + SignedDuration::from_mins(15)).min(state.last_seen);
        let vitals = at_that_time(&state.vitals, state.trouble, hours, rng);
        tables.push(
            &schema::DEVICE_EVENTS,
            performance_row(&vitals, device, start, end),
        );
        tables.push(
            &schema::CONNECTIVITY_EVENTS,
            connectivity_row(&vitals, device, start, end),
        );
    }
}

/// Disks have filled up slowly, everything else goes up and down.
fn at_that_time(vitals: &Vitals, trouble: Trouble, hours_ago: i64, rng: &mut StdRng) -> Vitals {
    let daily = if trouble == Trouble::FullDisk {
        0.004
    } else {
        0.000_6
    };
    #[expect(clippy::cast_precision_loss, reason = "hours of one month")]
    let days = hours_ago as f64 / 24.0;
    let free = vitals.disk_free + device::part(vitals.disk_capacity, daily * days);
    Vitals {
        disk_free: free.min(vitals.disk_capacity * 9 / 10),
        memory_used: device::part(vitals.memory_used, rng.random_range(0.85..1.02))
            .min(vitals.memory_installed),
        cpu_load: (vitals.cpu_load * rng.random_range(0.5..1.8)).min(100.0),
        wifi_signal: vitals
            .wifi_signal
            .map(|signal| signal + rng.random_range(-3.0..3.0)),
        ..vitals.clone()
    }
}

fn days(
    state: &DeviceState,
    device: usize,
    software: &Software,
    tables: &mut Tables,
    rng: &mut StdRng,
    now: Timestamp,
) {
    for days_ago in (0..DAYS).rev() {
        let midnight = start_of_period(now, 86_400);
        let start = midnight - SignedDuration::from_hours(24 * days_ago)
            + SignedDuration::from_mins(rng.random_range(6 * 60..8 * 60));
        if start > state.last_seen {
            continue;
        }
        let end = (start + SignedDuration::from_hours(9)).min(state.last_seen);
        if days_ago % 2 == 0 {
            boot(state, device, tables, rng, start - SignedDuration::from_mins(3));
        }
        usage::working_day(state, device, tables, rng, start, end);
        applications(state, device, software, tables, rng, start, end);
        if days_ago % 2 == 0 {
            web(state, device, software, tables, rng, start, end);
            meeting(state, device, tables, rng, start);
        }
        if state.trouble == Trouble::Crashes && days_ago % 6 == 1 {
            let links = Links::device(device);
            let values = [Value::Time(end), Value::Int(1)];
            tables.push(&schema::SYSTEM_CRASHES, Row::new(end, links, values.clone()));
            tables.push(&schema::HARD_RESETS, Row::new(end, links, values));
        }
    }
}

fn boot(state: &DeviceState, device: usize, tables: &mut Tables, rng: &mut StdRng, time: Timestamp) {
    let seconds = (state.vitals.boot_seconds * rng.random_range(0.85..1.2)).round();
    let kind = if rng.random_bool(0.3) {
        "fast_startup"
    } else {
        "full_boot"
    };
    tables.push(&schema::BOOTS, boot_row(device, time, Some(seconds), kind));
}

fn applications(
    state: &DeviceState,
    device: usize,
    software: &Software,
    tables: &mut Tables,
    rng: &mut StdRng,
    start: Timestamp,
    end: Timestamp,
) {
    let of_user = Links::device(device).with(ObjectKind::User, state.owner);
    let crashing = state.trouble == Trouble::Crashes;
    let (binary, application) = software.programs[rng.random_range(0..software.programs.len())];
    let links = of_user
        .with(ObjectKind::Binary, binary)
        .with(ObjectKind::Application, application);
    let freezes = if crashing { rng.random_range(0..4) } else { 0 };
    let ran = end.duration_since(start).as_secs_f64().max(0.0);
    let values = [
        Value::Time(start),
        Value::Time(end),
        Value::Duration(ran.round()),
        Value::Int(freezes),
        Value::Word("foreground"),
    ];
    tables.push(&schema::EXECUTION_EVENTS, Row::new(start, links, values));
    if rng.random_bool(if crashing { 0.8 } else { 0.03 }) {
        let values = [
            Value::Time(end),
            Value::Int(rng.random_range(1..3)),
            Value::Word("foreground"),
        ];
        tables.push(&schema::EXECUTION_CRASHES, Row::new(end, links, values));
    }
}

fn web(
    state: &DeviceState,
    device: usize,
    software: &Software,
    tables: &mut Tables,
    rng: &mut StdRng,
    start: Timestamp,
    end: Timestamp,
) {
    let application = software.web[rng.random_range(0..software.web.len())];
    let web = Links::device(device)
        .with(ObjectKind::User, state.owner)
        .with(ObjectKind::Application, application);
    let load = rng.random_range(0.4..3.2);
    let values = [
        Value::Time(start),
        Value::Time(end),
        Value::Duration(load),
        Value::Duration(load * 0.4),
        Value::Duration(load * 0.35),
        Value::Duration(load * 0.25),
        Value::Int(rng.random_range(5..90)),
        Value::Word(if load < 2.0 { "good" } else { "frustrating" }),
    ];
    tables.push(&schema::WEB_PAGE_VIEWS, Row::new(start, web, values));
    if rng.random_bool(0.05) {
        let values = [
            Value::Time(end),
            Value::Int(1),
            Value::Int(503),
            Value::Word("Service unavailable"),
        ];
        tables.push(&schema::WEB_ERRORS, Row::new(end, web, values));
    }
}

fn meeting(state: &DeviceState, device: usize, tables: &mut Tables, rng: &mut StdRng, start: Timestamp) {
    let of_user = Links::device(device).with(ObjectKind::User, state.owner);
    let quality = if state.trouble == Trouble::WeakWifi {
        "poor"
    } else {
        "good"
    };
    let values = [
        Value::text(crate::ids::uuid(rng)),
        Value::Time(start),
        Value::Time(start + SignedDuration::from_mins(30)),
        Value::Word(quality),
        Value::Word(quality),
        Value::Word(if state.vitals.wifi_signal.is_some() {
            "wifi"
        } else {
            "ethernet"
        }),
        Value::Word("Headset"),
        Value::Word("Headset"),
        Value::Int(1),
    ];
    tables.push(&schema::COLLABORATION_SESSIONS, Row::new(start, of_user, values));
}

/// One score a day, computed at midnight UTC and stamped 04:00 (Nexthink, DEX score), for two weeks.
fn scores(
    state: &DeviceState,
    device: usize,
    software: &Software,
    tables: &mut Tables,
    rng: &mut StdRng,
    now: Timestamp,
) {
    let scores = DeviceScores::of(state);
    let four_hours = SignedDuration::from_hours(4);
    let stamp_today = start_of_period(now - four_hours, 86_400) + four_hours;
    let mut shift = rng.random_range(-4.0..6.0);
    for days_ago in (0..15).rev() {
        let time = stamp_today - SignedDuration::from_hours(24 * days_ago);
        if time > state.last_seen + SignedDuration::from_hours(24 * 7) {
            continue;
        }
        shift = if days_ago == 0 {
            0.0
        } else {
            shift + rng.random_range(-1.5..1.2)
        };
        tables.push(
            &schema::DEX_SCORES,
            score_row(&scores.shifted(shift), time, device, state.owner),
        );
        for &application in &software.web {
            let value = Value::Float(82.0_f64 + shift.round());
            let values = [
                Value::Time(time),
                value.clone(),
                Value::Word("application"),
                value,
                Value::Float(1.5),
            ];
            let links = Links::device(device)
                .with(ObjectKind::User, state.owner)
                .with(ObjectKind::Application, application);
            tables.push(&schema::DEX_APPLICATION_SCORES, Row::new(time, links, values));
        }
    }
}

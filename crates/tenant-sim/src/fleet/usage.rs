//! Sessions and log-ons: somebody at a device.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;

use super::{DeviceState, Kind};
use crate::tables::{Links, ObjectKind, Row, Tables, Value, schema};

/// Enters the working day that starts at `start`: a log-on and a session.
pub fn working_day(
    state: &DeviceState,
    device: usize,
    tables: &mut Tables,
    rng: &mut StdRng,
    start: Timestamp,
    end: Timestamp,
) {
    let links = Links::device(device).with(ObjectKind::User, state.owner);
    let ready = state.vitals.logon_seconds * rng.random_range(0.85..1.15);
    let logon = [
        Value::Time(start),
        Value::Duration((ready * 0.6).round()),
        Value::Duration(ready.round()),
        Value::Int(1),
    ];
    tables.push(&schema::SESSION_LOGINS, Row::new(start, links, logon));
    tables.push(
        &schema::SESSION_EVENTS,
        session_row(links, state.kind, start, end),
    );
}

/// Brings the running session up to date, or starts one if the last ended more than half a day ago.
pub fn session_goes_on(tables: &mut Tables, device: usize, owner: usize, kind: Kind, now: Timestamp) {
    let links = Links::device(device).with(ObjectKind::User, owner);
    let table = tables.get_mut(&schema::SESSION_EVENTS);
    if let Some(position) = table
        .rows_of(ObjectKind::Device, device)
        .last()
        .map(|&position| position as usize)
    {
        let start = table.rows()[position].time;
        if start > now - SignedDuration::from_hours(12) {
            *table.row_mut(position) = session_row(links, kind, start, now);
            return;
        }
    }
    table.push(session_row(links, kind, now, now));
}

/// Nobody watches how much the person at the real device does there.
fn session_row(links: Links, kind: Kind, start: Timestamp, end: Timestamp) -> Row {
    let seconds = end.duration_since(start).as_secs_f64().max(0.0);
    let interaction = match kind {
        Kind::Simulated => Value::Duration((seconds * 0.7).round()),
        Kind::Real => Value::Null,
    };
    Row::new(start, links, [Value::Time(start), Value::Time(end), interaction])
}

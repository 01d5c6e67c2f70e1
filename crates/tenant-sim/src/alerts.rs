//! Monitors and the alerts that they raise: rows of `alert.monitors`, `alert.alerts` and `alert.impacts`.

use jiff::Timestamp;

use crate::tables::{Links, ObjectKind, Row, TableSchema, Tables, Value, schema};
use crate::world::World;

/// What raises alerts.
#[derive(Clone, Copy, Debug)]
pub struct Monitor {
    /// Its name.
    pub name: &'static str,
    /// Its tags.
    pub tags: &'static [&'static str],
    /// `low`, `medium`, `high` or `critical` (ours).
    pub priority: &'static str,
    /// Its thresholds, for people.
    pub thresholds: &'static str,
}

/// The monitors of the tenant, the one that the fleet's history knows first.
pub const MONITORS: [Monitor; 4] = [
    Monitor {
        name: "Low disk space",
        tags: &["disk", "self-service"],
        priority: "high",
        thresholds: "free space below 10 %",
    },
    Monitor {
        name: "System crashes",
        tags: &["reliability"],
        priority: "critical",
        thresholds: "more than 2 crashes in 7 days",
    },
    Monitor {
        name: "Slow page loads",
        tags: &["web-applications"],
        priority: "medium",
        thresholds: "page load time above 3 s",
    },
    Monitor {
        name: "Battery worn",
        tags: &["hardware", "self-service"],
        priority: "low",
        thresholds: "capacity below 60 %",
    },
];

/// Enters the monitors of the tenant.
pub fn seed_monitors(tables: &mut Tables, now: Timestamp) {
    for monitor in MONITORS {
        let values = [
            Value::Word(monitor.name),
            Value::texts(monitor.tags),
            Value::Word(monitor.priority),
            Value::Word(monitor.thresholds),
        ];
        tables.push(&schema::ALERT_MONITORS, Row::new(now, Links::NONE, values));
    }
}

/// Enters an alert that is open from `time` on, and its impact on the device and its owner; gives the alert's position.
/// A monitor that the tenant does not have has only a name.
pub fn enter(
    tables: &mut Tables,
    monitor: &str,
    (device, owner): (usize, usize),
    context: &str,
    time: Timestamp,
) -> usize {
    let known = MONITORS.iter().find(|known| known.name == monitor);
    let word = |word: Option<&'static str>| word.map_or(Value::Null, Value::Word);
    let impact = [
        Value::Time(time),
        Value::Null,
        Value::Word("open"),
        Value::text(monitor),
        Value::Int(1),
    ];
    let links = Links::device(device).with(ObjectKind::User, owner);
    tables.push(&schema::ALERT_IMPACTS, Row::new(time, links, impact));
    let alert = [
        Value::Time(time),
        Value::Null,
        Value::Word("open"),
        Value::text(context),
        Value::text(monitor),
        Value::texts(known.map_or(&[][..], |known| known.tags)),
        word(known.map(|known| known.priority)),
        word(known.map(|known| known.thresholds)),
        Value::Int(1),
    ];
    tables.push(&schema::ALERTS, Row::new(time, Links::device(device), alert))
}

impl World {
    /// Raises an alert.
    pub fn raise_alert(&mut self, monitor: &str, device: usize, context: &str, now: Timestamp) {
        let whom = (device, self.fleet.devices[device].owner);
        let row = enter(&mut self.tables, monitor, whom, context, now);
        self.news.tell(&self.tables, &schema::ALERTS, row);
    }

    /// Closes the alert of a monitor that is open for a device, the latest of several, and its impact; gives whether there
    /// was one.
    pub fn close_alert(&mut self, monitor: &str, device: usize, now: Timestamp) -> bool {
        let Some(row) = close(&mut self.tables, &schema::ALERTS, monitor, device, now) else {
            return false;
        };
        close(&mut self.tables, &schema::ALERT_IMPACTS, monitor, device, now);
        self.news.tell(&self.tables, &schema::ALERTS, row);
        true
    }
}

fn close(
    tables: &mut Tables,
    schema: &'static TableSchema,
    monitor: &str,
    device: usize,
    now: Timestamp,
) -> Option<usize> {
    let table = tables.get_mut(schema);
    let of_device = table.rows_of(ObjectKind::Device, device).iter().rev();
    let row = of_device.map(|&row| row as usize).find(|&row| {
        let is = |field, text: &str| table.value(row, field).as_text() == Some(text);
        is("status", "open") && is("monitor.name", monitor)
    })?;
    table.set(row, "status", Value::Word("closed"));
    table.set(row, "recovery_time", Value::Time(now));
    Some(row)
}

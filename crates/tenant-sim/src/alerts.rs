//! Monitors and the alerts that they raise: rows of `alert.alerts`.

use jiff::Timestamp;

use crate::tables::{Links, ObjectKind, Row, Value, schema};
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

/// The row of an alert that is open from `time` on. A monitor that the tenant does not have has only a name.
pub fn alert_row(monitor: &str, device: usize, context: &str, time: Timestamp) -> Row {
    let known = MONITORS.iter().find(|known| known.name == monitor);
    let word = |word: Option<&'static str>| word.map_or(Value::Null, Value::Word);
    let values = [
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
    Row::new(time, Links::device(device), values)
}

impl World {
    /// Raises an alert.
    pub fn raise_alert(&mut self, monitor: &str, device: usize, context: &str, now: Timestamp) {
        let row = alert_row(monitor, device, context, now);
        let row = self.tables.push(&schema::ALERTS, row);
        self.news.tell(&self.tables, &schema::ALERTS, row);
    }

    /// Closes the alert of a monitor that is open for a device, the latest of several; gives whether there was one.
    pub fn close_alert(&mut self, monitor: &str, device: usize, now: Timestamp) -> bool {
        let table = self.tables.get_mut(&schema::ALERTS);
        let open = table.rows_of(ObjectKind::Device, device).iter().rev();
        let mut open = open.map(|&row| row as usize).filter(|&row| {
            let is = |field, text: &str| table.value(row, field).as_text() == Some(text);
            is("status", "open") && is("monitor.name", monitor)
        });
        let Some(row) = open.next() else {
            return false;
        };
        table.set(row, "status", Value::Word("closed"));
        table.set(row, "recovery_time", Value::Time(now));
        self.news.tell(&self.tables, &schema::ALERTS, row);
        true
    }
}

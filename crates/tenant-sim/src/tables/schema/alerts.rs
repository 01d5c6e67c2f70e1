//! `alert.alerts`, `alert.impacts` and `alert.monitors`.

use super::{FieldType as T, ObjectKind, TableKind, TableSchema, field};

/// `alert.alerts`
pub static ALERTS: TableSchema = TableSchema {
    name: "alert.alerts",
    kind: TableKind::Events {
        links: &[ObjectKind::Device],
        kept: false,
    },
    fields: &[
        field("trigger_time", T::Time),
        field("recovery_time", T::Time),
        field("status", T::Enum),
        field("context", T::Text),
        field("monitor.name", T::Text),
        field("monitor.tags", T::Texts),
        field("monitor.priority", T::Enum),
        field("monitor.thresholds", T::Text),
        field("number_of_alerts", T::Int),
    ],
};

/// `alert.impacts`: whom an alert is about. The columns are ours, after those of `alert.alerts`.
pub static ALERT_IMPACTS: TableSchema = TableSchema {
    name: "alert.impacts",
    kind: TableKind::Events {
        links: &[ObjectKind::Device, ObjectKind::User],
        kept: false,
    },
    fields: &[
        field("trigger_time", T::Time),
        field("recovery_time", T::Time),
        field("status", T::Enum),
        field("monitor.name", T::Text),
        field("number_of_impacts", T::Int),
    ],
};

/// `alert.monitors`: those that are defined. They are no objects that events point at by position.
pub static ALERT_MONITORS: TableSchema = TableSchema {
    name: "alert.monitors",
    kind: TableKind::Events {
        links: &[],
        kept: true,
    },
    fields: &[
        field("name", T::Text),
        field("tags", T::Texts),
        field("priority", T::Enum),
        field("thresholds", T::Text),
    ],
};

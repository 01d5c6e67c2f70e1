//! `session.vdi_events`, at three resolutions.
//!
//! A query sees one of them under the name of the first: one row a day for time frames of whole days, one each five
//! minutes for the others, one each 30 seconds with `by 30s` (Nexthink, NQL time selection). The names of the other two
//! cannot be written in a query. The columns are ours.

use super::{Field, FieldType as T, ObjectKind, TableKind, TableSchema, field};

const OF_SESSION: TableKind = TableKind::Events {
    links: &[ObjectKind::Device, ObjectKind::User],
    kept: false,
};

const FIELDS: &[Field] = &[
    field("start_time", T::Time),
    field("end_time", T::Time),
    field("network_latency", T::Duration),
    field("round_trip_time", T::Duration),
    field("frame_rate", T::Float),
];

/// One row a day.
pub static VDI_EVENTS: TableSchema = TableSchema {
    name: "session.vdi_events",
    kind: OF_SESSION,
    fields: FIELDS,
};

/// One row each five minutes.
pub static VDI_EVENTS_5MIN: TableSchema = TableSchema {
    name: "session.vdi_events by 5min",
    kind: OF_SESSION,
    fields: FIELDS,
};

/// One row each 30 seconds.
pub static VDI_EVENTS_30S: TableSchema = TableSchema {
    name: "session.vdi_events by 30s",
    kind: OF_SESSION,
    fields: FIELDS,
};

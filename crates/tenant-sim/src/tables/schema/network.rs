//! Connections, and what happens in web applications besides page views and errors. Of `connection.events` only
//! `destination.country` is public, of the others only the names; the rest is ours.

use super::{FieldType as T, ObjectKind, TableKind, TableSchema, field};

/// `connection.events`
pub static CONNECTION_EVENTS: TableSchema = TableSchema {
    name: "connection.events",
    kind: TableKind::Events {
        links: &[
            ObjectKind::Device,
            ObjectKind::User,
            ObjectKind::Binary,
            ObjectKind::Application,
        ],
        kept: false,
    },
    fields: &[
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("destination.domain", T::Text),
        field("destination.country", T::Text),
        field("destination.port", T::Int),
        field("number_of_connections", T::Int),
        field("number_of_failed_connections", T::Int),
        field("round_trip_time", T::Duration),
        field("incoming_traffic", T::Bytes),
        field("outgoing_traffic", T::Bytes),
    ],
};

const OF_WEB_APPLICATION: TableKind = TableKind::Events {
    links: &[ObjectKind::Device, ObjectKind::User, ObjectKind::Application],
    kept: false,
};

/// `web.events`
pub static WEB_EVENTS: TableSchema = TableSchema {
    name: "web.events",
    kind: OF_WEB_APPLICATION,
    fields: &[
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("duration", T::Duration),
        field("number_of_active_tabs", T::Int),
    ],
};

/// `web.transactions`
pub static WEB_TRANSACTIONS: TableSchema = TableSchema {
    name: "web.transactions",
    kind: OF_WEB_APPLICATION,
    fields: &[
        field("time", T::Time),
        field("transaction.name", T::Text),
        field("duration", T::Duration),
        field("status", T::Enum),
        field("number_of_transactions", T::Int),
    ],
};

//! `platform.*`: what happened to the tenant itself. Only the tables' names are public; the columns are ours.

use super::{FieldType as T, TableKind, TableSchema, field};

const OF_TENANT: TableKind = TableKind::Events {
    links: &[],
    kept: false,
};

/// `platform.nql_api_logs`: each run of a saved query.
pub static NQL_API_LOGS: TableSchema = TableSchema {
    name: "platform.nql_api_logs",
    kind: OF_TENANT,
    fields: &[
        field("time", T::Time),
        field("query_id", T::Text),
        field("status", T::Enum),
        field("status_details", T::Text),
        field("number_of_rows", T::Int),
        field("number_of_calls", T::Int),
    ],
};

/// `platform.audit_logs`: what was triggered and changed.
pub static AUDIT_LOGS: TableSchema = TableSchema {
    name: "platform.audit_logs",
    kind: OF_TENANT,
    fields: &[
        field("time", T::Time),
        field("user_name", T::Text),
        field("action", T::Enum),
        field("object", T::Text),
        field("number_of_logs", T::Int),
    ],
};

/// `platform.data_export_logs`: each run of a data exporter.
pub static DATA_EXPORT_LOGS: TableSchema = TableSchema {
    name: "platform.data_export_logs",
    kind: OF_TENANT,
    fields: &[
        field("time", T::Time),
        field("exporter.name", T::Text),
        field("status", T::Enum),
        field("status_details", T::Text),
        field("number_of_rows", T::Int),
    ],
};

//! `remote_action.executions` and `workflow.executions`.

use super::{FieldType as T, ObjectKind, TableKind, TableSchema, field};

/// `remote_action.executions`
pub static REMOTE_ACTION_EXECUTIONS: TableSchema = TableSchema {
    name: "remote_action.executions",
    kind: TableKind::Events {
        links: &[ObjectKind::Device],
        kept: true,
    },
    fields: &[
        field("request_id", T::Text),
        field("request_time", T::Time),
        field("time", T::Time),
        field("status", T::Enum),
        field("status_details", T::Text),
        field("inputs", T::Text),
        field("outputs", T::Text),
        field("purpose", T::Enum),
        field("trigger_method", T::Enum),
        field("external_reference", T::Text),
        field("external_source", T::Text),
        field("internal_source", T::Text),
        field("number_of_executions", T::Int),
        field("remote_action.name", T::Text),
        field("remote_action.nql_id", T::Text),
        field("remote_action.source", T::Enum),
    ],
};

/// `workflow.executions`
pub static WORKFLOW_EXECUTIONS: TableSchema = TableSchema {
    name: "workflow.executions",
    kind: TableKind::Events {
        links: &[ObjectKind::Device, ObjectKind::User],
        kept: true,
    },
    fields: &[
        field("request_id", T::Text),
        field("execution_id", T::Text),
        field("request_time", T::Time),
        field("time", T::Time),
        field("status", T::Enum),
        field("status_details", T::Text),
        field("outcome", T::Enum),
        field("outcome_details", T::Text),
        field("trigger_method", T::Enum),
        field("duration_seconds", T::Int),
        field("inputs", T::Text),
        field("number_of_executions", T::Int),
        field("workflow.name", T::Text),
        field("workflow.nql_id", T::Text),
    ],
};

//! `remote_action.executions_summary` and `workflow.executions_summary`: how many executions ended how, a day. They are
//! kept for 13 months; the columns are ours, after those of the executions.

use super::{FieldType as T, TableKind, TableSchema, field};

const OF_TENANT: TableKind = TableKind::Events {
    links: &[],
    kept: false,
};

/// `remote_action.executions_summary`
pub static REMOTE_ACTION_SUMMARY: TableSchema = TableSchema {
    name: "remote_action.executions_summary",
    kind: OF_TENANT,
    fields: &[
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("status", T::Enum),
        field("number_of_executions", T::Int),
        field("remote_action.name", T::Text),
        field("remote_action.nql_id", T::Text),
    ],
};

/// `workflow.executions_summary`
pub static WORKFLOW_SUMMARY: TableSchema = TableSchema {
    name: "workflow.executions_summary",
    kind: OF_TENANT,
    fields: &[
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("status", T::Enum),
        field("number_of_executions", T::Int),
        field("workflow.name", T::Text),
        field("workflow.nql_id", T::Text),
    ],
};

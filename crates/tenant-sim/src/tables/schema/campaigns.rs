//! `campaign.responses`.

use super::{FieldType as T, ObjectKind, TableKind, TableSchema, field};

/// `campaign.responses`: one row for each person that a campaign was sent to. `request_id` and the columns of the
/// campaign are ours, after those of `remote_action.executions`.
pub static CAMPAIGN_RESPONSES: TableSchema = TableSchema {
    name: "campaign.responses",
    kind: TableKind::Events {
        links: &[ObjectKind::Device, ObjectKind::User],
        kept: true,
    },
    fields: &[
        field("request_id", T::Text),
        field("first_targeted", T::Time),
        field("time", T::Time),
        field("state", T::Enum),
        field("state_details", T::Text),
        field("answers", T::Text),
        field("trigger_method", T::Enum),
        field("number_of_responses", T::Int),
        field("campaign.name", T::Text),
        field("campaign.nql_id", T::Text),
    ],
};

//! What a remedy starts in Nexthink.

use domain::{Launch, WorkflowVersion};

use crate::{
    fault::Sheet,
    read::{self, Keys},
    schema::{self, Group},
    yaml::Node,
};

/// Reads `remote_action: …`, or `workflow: …` with the version of the API.
pub(super) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Launch> {
    let mut keys = Keys::open("what a remedy starts", key, node, sheet)?;
    let remote_action = keys.optional("remote_action", read::nql_id);
    let workflow = keys.optional("workflow", read::nql_id);
    let api = keys.optional("api", read::word::<WorkflowVersion>);
    let (has_action, has_workflow, place) = (keys.has("remote_action"), keys.has("workflow"), keys.place());
    if has_action == has_workflow {
        let what = if has_action {
            "a remedy starts a remote action or a workflow, not both"
        } else {
            "this remedy starts nothing"
        };
        keys.sheet.add(
            place,
            what,
            "write either `remote_action: \"#…\"` or `workflow: \"#…\"`",
        );
    }
    if let (true, false, Some(api)) = (has_action, has_workflow, &api) {
        keys.sheet
            .add(api.place, "`api` is only for workflows", "remove it");
    }
    keys.close();
    match (remote_action, workflow) {
        (Some(id), None) => Some(Launch::RemoteAction(id.value)),
        (None, Some(id)) => Some(Launch::Workflow {
            id: id.value,
            version: api.map(|at| at.value).unwrap_or_default(),
        }),
        _ => None,
    }
}

/// What it looks like.
pub(super) fn schema() -> Group {
    Group::new("A remote action or a workflow.")
        .optional(
            "remote_action",
            schema::nql_id(),
            "The NQL ID of a remote action, in quotes.",
        )
        .optional(
            "workflow",
            schema::nql_id(),
            "The NQL ID of a workflow, in quotes.",
        )
        .optional(
            "api",
            schema::word::<WorkflowVersion>(),
            "The version of the API that triggers the workflow.",
        )
        .exactly_one(&["remote_action", "workflow"])
}

//! `GET /api/v1/workflows` and `GET /api/v1/workflows/details`.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::auth::Caller;
use super::errors;
use super::workflows_execute::forbidden;
use crate::catalogue::{Workflow, WorkflowStatus};
use crate::state::Sim;

type Filters = Query<HashMap<String, String>>;

/// All workflows. The specification calls `dependency` and `triggerMethod` required; real tenants answer without them.
pub async fn list(State(sim): State<Arc<Sim>>, caller: Caller, Query(filters): Filters) -> Response {
    if !caller.permissions.workflows {
        return forbidden();
    }
    let given = |name: &str| filters.get(name).map(String::as_str);
    let dependency = given("dependency");
    let method = given("triggerMethod");
    let only_active = given("fetchOnlyActiveWorkflows") == Some("true");
    let known = |value: Option<&str>, values: &[&str]| value.is_none_or(|value| values.contains(&value));
    if !known(dependency, &["USER", "DEVICE", "USER_AND_DEVICE", "NONE"])
        || !known(method, &["API", "MANUAL", "MANUAL_MULTIPLE", "SCHEDULER"])
    {
        let details = "dependency or triggerMethod has an unknown value";
        return errors::workflows(StatusCode::BAD_REQUEST, "INVALID_REQUEST", details);
    }
    let world = sim.world();
    let workflows: Vec<&Workflow> = world
        .catalogue
        .workflows
        .iter()
        .filter(|workflow| dependency.is_none_or(|wanted| dependency_of(workflow) == wanted))
        .filter(|workflow| method.is_none_or(|wanted| has_method(workflow, wanted)))
        .filter(|workflow| !only_active || workflow.status == WorkflowStatus::Active)
        .collect();
    Json(workflows).into_response()
}

/// One workflow by `nqlId` (a client says `nql-id`). Real tenants answer an object, the specification says an array.
pub async fn details(State(sim): State<Arc<Sim>>, caller: Caller, Query(query): Filters) -> Response {
    if !caller.permissions.workflows {
        return forbidden();
    }
    let id = query
        .get("nqlId")
        .or_else(|| query.get("nql-id"))
        .map_or("", String::as_str);
    let world = sim.world();
    let Some(position) = world.catalogue.workflow(id) else {
        let details = format!("the workflow '{id}' does not exist");
        return errors::workflows(StatusCode::BAD_REQUEST, "WORKFLOW_NOT_FOUND", details);
    };
    let workflow = &world.catalogue.workflows[position];
    if sim.options.workflow_details_as_array {
        Json(json!([workflow])).into_response()
    } else {
        Json(workflow).into_response()
    }
}

fn dependency_of(workflow: &Workflow) -> &'static str {
    match (workflow.current().has_user, workflow.current().has_device) {
        (true, true) => "USER_AND_DEVICE",
        (true, false) => "USER",
        (false, true) => "DEVICE",
        (false, false) => "NONE",
    }
}

fn has_method(workflow: &Workflow, method: &str) -> bool {
    let methods = workflow.trigger_methods;
    match method {
        "API" => methods.api_enabled,
        "MANUAL" => methods.manual_enabled,
        "MANUAL_MULTIPLE" => methods.manual_allow_multiple_instances,
        _ => methods.scheduling_enabled,
    }
}

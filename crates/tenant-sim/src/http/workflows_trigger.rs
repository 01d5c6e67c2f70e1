//! `POST /api/v1/workflows/workflows/{workflowUuid}/execution/{executionUuid}/trigger`: triggers a waiting thinklet.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::auth::Caller;
use super::identifiers::is_uuid;
use super::workflows_execute::forbidden;
use super::{body, errors};
use crate::executions::Parameters;
use crate::state::Sim;
use crate::stats::Trigger;
use crate::sync::lock;

#[derive(Debug, Deserialize)]
struct ThinkletTrigger {
    #[serde(default)]
    parameters: Option<Parameters>,
}

/// Answers an array with one request.
pub async fn trigger(
    State(sim): State<Arc<Sim>>,
    caller: Caller,
    Path((workflow, execution)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    if !caller.permissions.workflows {
        return forbidden();
    }
    let refuse = |details: String| errors::workflows(StatusCode::BAD_REQUEST, "INVALID_REQUEST", details);
    if !is_uuid(&workflow) || !is_uuid(&execution) {
        return refuse("the workflow and the execution must be named by their UUIDs".to_owned());
    }
    let request: ThinkletTrigger = match body::json(&body) {
        Ok(request) => request,
        Err(details) => return refuse(details),
    };
    let parameters = request.parameters.unwrap_or_default();
    let triggered =
        sim.change(|world, clock| world.trigger_thinklet(&workflow, &execution, &parameters, clock));
    let triggered = match triggered {
        Ok(triggered) => triggered,
        Err(error) => return refuse(error.to_string()),
    };
    let answer = json!([{ "requestUuid": triggered.request_id }]);
    lock(&sim.stats).triggered(Trigger {
        endpoint: "workflows/trigger",
        id: triggered.workflow_id,
        devices: triggered.device.into_iter().collect(),
        users: Vec::new(),
        parameters,
        external_source: None,
        external_reference: None,
        reason: None,
        request_id: triggered.request_id,
        execution_id: Some(execution),
        time: sim.clock.now(),
    });
    Json(answer).into_response()
}

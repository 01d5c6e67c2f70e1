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
use super::workflows_execute::forbidden;
use super::{body, errors};
use crate::executions::Parameters;
use crate::state::Sim;

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
    let request: ThinkletTrigger = match body::json(&body) {
        Ok(request) => request,
        Err(details) => return refuse(details),
    };
    if request
        .parameters
        .iter()
        .flatten()
        .any(|(_, value)| value.is_empty())
    {
        return refuse("values of parameters must not be empty".to_owned());
    }
    match sim.change(|world, clock| world.trigger_thinklet(&workflow, &execution, clock)) {
        Ok(request) => Json(json!([{ "requestUuid": request }])).into_response(),
        Err(error) => refuse(error.to_string()),
    }
}

//! `POST /api/v1/enrichment/data/fields`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::Caller;
use super::body;
use crate::enrichment::{Enrichment, Fault};
use crate::state::Sim;

/// Nexthink Enrichment API.
const MOST_OBJECTS: usize = 10_000;

#[derive(Debug, Deserialize)]
struct EnrichmentRequest {
    enrichments: Vec<Enrichment>,
    domain: String,
}

/// Writes fields of objects: 200 if all objects are sound, 207 if some are, 400 if none is or the request itself is
/// wrong.
pub async fn fields(State(sim): State<Arc<Sim>>, caller: Caller, body: Bytes) -> Response {
    if !caller.permissions.enrichment {
        let message = "The credential has no permission for the Enrichment API.";
        return (StatusCode::FORBIDDEN, Json(json!({ "message": message }))).into_response();
    }
    let request: EnrichmentRequest = match body::json(&body) {
        Ok(request) => request,
        Err(message) => return invalid(message),
    };
    if request.domain.is_empty() {
        return invalid("domain must not be empty");
    }
    if request.enrichments.is_empty() || request.enrichments.len() > MOST_OBJECTS {
        return invalid("enrichments must hold 1 to 10000 entries");
    }
    let faults = sim.change(|world, clock| world.enrich(&request.enrichments, clock));
    if faults.is_empty() {
        return Json(json!({ "status": "success" })).into_response();
    }
    let (code, status) = if faults.len() == request.enrichments.len() {
        (StatusCode::BAD_REQUEST, "error")
    } else {
        (StatusCode::MULTI_STATUS, "partial_success")
    };
    let error = |(position, faults): &(usize, Vec<Fault>)| json!({ "identification": request.enrichments[*position].identification, "errors": faults });
    let errors: Vec<Value> = faults.iter().map(error).collect();
    (code, Json(json!({ "status": status, "errors": errors }))).into_response()
}

fn invalid(message: impl Into<String>) -> Response {
    let fault = Fault::new("ENRICH_001", message);
    (StatusCode::BAD_REQUEST, Json(fault)).into_response()
}

//! `GET /api/v1/nql/status/{exportId}`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::HOST;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::auth::Caller;
use super::errors;
use super::nql_query::forbidden;
use crate::exports::Progress;
use crate::state::Sim;
use crate::sync::{lock, read};

/// How far an export is, and at its end where its file is: an address on this host, good for 15 minutes.
pub async fn status(
    State(sim): State<Arc<Sim>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !caller.permissions.nql {
        return forbidden();
    }
    let (now, limits) = (sim.clock.now(), *read(&sim.limits));
    if let Err(refused) = lock(&sim.limiter).export_status(&limits) {
        return errors::too_many(refused, &limits, now);
    }
    let signature = sim.opaque(40);
    let mut exports = lock(&sim.exports);
    let Some(export) = exports.get(&id) else {
        return errors::nql(
            StatusCode::NOT_FOUND,
            104,
            format!("The export '{id}' does not exist."),
        );
    };
    let (progress, truncated, suffix) = (
        export.progress(now),
        export.truncated,
        export.compression.suffix(),
    );
    let word = match progress {
        Progress::Submitted => "SUBMITTED",
        Progress::Working => "IN_PROGRESS",
        Progress::Completed => "COMPLETED",
    };
    let url = (progress == Progress::Completed).then(|| {
        exports.sign(signature.clone(), &id, now);
        let host = headers
            .get(HOST)
            .and_then(|host| host.to_str().ok())
            .unwrap_or("localhost");
        format!("http://{host}/exports/{id}/results.{suffix}?X-Expires=900&X-Signature={signature}")
    });
    let done = progress == Progress::Completed;
    let status = if done && truncated {
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    let answer = json!({ "status": word, "resultsFileUrl": url, "errorDescription": null });
    (status, Json(answer)).into_response()
}

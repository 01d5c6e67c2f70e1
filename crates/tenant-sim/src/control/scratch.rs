//! `POST /scratch/fill`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;

use crate::state::Sim;

/// Fills the real device's scratch folder again and measures; answers the bytes written.
pub async fn fill(State(sim): State<Arc<Sim>>) -> (StatusCode, Json<serde_json::Value>) {
    let scratch = sim.real.scratch.clone();
    let filled = tokio::task::spawn_blocking(move || scratch.fill()).await;
    match filled {
        Ok(Ok(bytes)) => {
            sim.real.measure(&sim).await;
            (StatusCode::OK, Json(json!({ "bytes": bytes })))
        }
        Ok(Err(error)) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            Json(json!({ "error": error.to_string() })),
        ),
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            Json(json!({ "error": error.to_string() })),
        ),
    }
}

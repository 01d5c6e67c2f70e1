//! `POST /queries/reload`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;

use crate::queries::Queries;
use crate::state::Sim;
use crate::sync::write;

/// Reads the saved queries again; answers their ids.
pub async fn reload(State(sim): State<Arc<Sim>>) -> (StatusCode, Json<serde_json::Value>) {
    match Queries::read(&sim.options.content) {
        Ok(queries) => {
            let ids: Vec<&str> = queries.ids().collect();
            let answer = Json(json!({ "queries": ids }));
            *write(&sim.queries) = queries;
            (StatusCode::OK, answer)
        }
        Err(error) => (
            StatusCode::INTERNAL_SERVER_ERROR,
            Json(json!({ "error": error.to_string() })),
        ),
    }
}

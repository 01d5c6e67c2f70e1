//! `/faults`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;

use crate::faults::Fault;
use crate::state::Sim;
use crate::sync::lock;

/// Those in force.
pub async fn list(State(sim): State<Arc<Sim>>) -> Json<Vec<Fault>> {
    Json(lock(&sim.faults).active().to_vec())
}

/// One more.
pub async fn add(State(sim): State<Arc<Sim>>, Json(fault): Json<Fault>) -> StatusCode {
    lock(&sim.faults).add(fault);
    StatusCode::NO_CONTENT
}

/// None any more.
pub async fn clear(State(sim): State<Arc<Sim>>) -> StatusCode {
    lock(&sim.faults).clear();
    StatusCode::NO_CONTENT
}

//! `GET /stats`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::state::Sim;
use crate::sync::lock;

/// What was called so far.
pub async fn stats(State(sim): State<Arc<Sim>>) -> Json<serde_json::Value> {
    let now = sim.clock.now();
    Json(lock(&sim.stats).snapshot(now))
}

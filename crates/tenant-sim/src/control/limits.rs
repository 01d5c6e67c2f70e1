//! `POST /limits`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::options::Limits;
use crate::state::Sim;
use crate::sync::{lock, write};

/// Sets all limits and forgets the calls so far; answers the limits in force.
pub async fn set(State(sim): State<Arc<Sim>>, Json(limits): Json<Limits>) -> Json<Limits> {
    *write(&sim.limits) = limits;
    *lock(&sim.limiter) = crate::limiter::Limiter::default();
    Json(limits)
}

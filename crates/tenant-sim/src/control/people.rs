//! `GET /people`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::fleet::Person;
use crate::state::Sim;

/// All people, the first with the real device.
pub async fn people(State(sim): State<Arc<Sim>>) -> Json<Vec<Person>> {
    Json(sim.world().fleet.people.clone())
}

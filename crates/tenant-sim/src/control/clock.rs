//! `POST /clock/advance`.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;

use crate::state::Sim;

/// How much time is to pass.
#[derive(Debug, Deserialize)]
pub struct Advance {
    seconds: u64,
}

/// Lets time pass at once, with all that happens in it; answers the new time.
pub async fn advance(State(sim): State<Arc<Sim>>, Json(advance): Json<Advance>) -> Json<serde_json::Value> {
    sim.clock.advance(Duration::from_secs(advance.seconds));
    sim.change(|_, clock| Json(json!({ "now": clock.now().to_string() })))
}

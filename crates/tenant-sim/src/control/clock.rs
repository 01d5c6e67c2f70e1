//! `POST /clock/advance` and `POST /clock/date`.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
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

/// By how much the tenant's date is to be wrong.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Date {
    ahead_seconds: i64,
}

/// Has answers say a wrong date, as to a machine whose own clock is wrong. Nothing else happens at another time.
pub async fn date(State(sim): State<Arc<Sim>>, Json(date): Json<Date>) -> StatusCode {
    sim.date_ahead.store(date.ahead_seconds, Ordering::Release);
    StatusCode::NO_CONTENT
}

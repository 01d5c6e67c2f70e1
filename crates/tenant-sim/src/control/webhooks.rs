//! `/webhooks`: those that the tenant has, and what goes wrong with them.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::state::Sim;
use crate::webhooks::{self, Webhook, WebhookRefused};

type Answer = (StatusCode, Json<Value>);

/// All of them with their counts, without secrets.
pub async fn list(State(sim): State<Arc<Sim>>) -> Json<Vec<Value>> {
    Json(sim.webhooks.listed())
}

/// What to wait for.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    queued: u64,
    #[serde(default = "default_timeout")]
    timeout_ms: u64,
}

fn default_timeout() -> u64 {
    10_000
}

/// Answers all of them once so many deliveries are queued; 408 with them if that takes too long.
pub async fn wait(State(sim): State<Arc<Sim>>, Query(wanted): Query<Wanted>) -> Answer {
    let reached = sim.webhooks.queued(wanted.queued);
    let timeout = Duration::from_millis(wanted.timeout_ms);
    let status = match tokio::time::timeout(timeout, reached).await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::REQUEST_TIMEOUT,
    };
    (status, Json(sim.webhooks.listed().into()))
}

/// One more, in the place of one of the same name; 400 with the reason if it cannot be.
pub async fn add(State(sim): State<Arc<Sim>>, Json(webhook): Json<Webhook>) -> Answer {
    let name = webhook.name.clone();
    match sim.webhooks.add(webhook, &sim) {
        Ok(()) => (StatusCode::CREATED, Json(json!({ "name": name }))),
        Err(error) => refused(&error),
    }
}

/// None any more.
pub async fn clear(State(sim): State<Arc<Sim>>) -> StatusCode {
    sim.webhooks.clear();
    StatusCode::NO_CONTENT
}

/// Sends all that was delivered again; answers how many.
pub async fn replay(State(sim): State<Arc<Sim>>) -> Json<Value> {
    Json(json!({ "replayed": sim.webhooks.replay() }))
}

/// Whether deliveries are shuffled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reorder {
    on: bool,
    #[serde(default = "default_quiet")]
    quiet_ms: u64,
}

fn default_quiet() -> u64 {
    500
}

/// From now on deliveries are held until nothing has come for a while, and sent in another order; or not any more.
pub async fn reorder(State(sim): State<Arc<Sim>>, Json(reorder): Json<Reorder>) -> StatusCode {
    let quiet = Duration::from_millis(reorder.quiet_ms);
    sim.webhooks
        .turn(|knobs| knobs.reorder = reorder.on.then_some(quiet));
    StatusCode::NO_CONTENT
}

/// How likely a delivery is sent twice.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duplicate {
    probability: f64,
}

/// From now on deliveries are sent twice, or not.
pub async fn duplicate(State(sim): State<Arc<Sim>>, Json(duplicate): Json<Duplicate>) -> StatusCode {
    if !(0.0..=1.0).contains(&duplicate.probability) {
        return StatusCode::BAD_REQUEST;
    }
    sim.webhooks.turn(|knobs| knobs.duplicate = duplicate.probability);
    StatusCode::NO_CONTENT
}

/// Sends bodies that are broken; answers what each webhook's receiver said to them.
pub async fn garbage(State(sim): State<Arc<Sim>>) -> Answer {
    answered(webhooks::garbage(&sim).await)
}

/// Sends one sample a webhook; answers what was said to it.
pub async fn test(State(sim): State<Arc<Sim>>) -> Answer {
    answered(webhooks::test_send(&sim).await)
}

fn answered(results: Result<Vec<Value>, WebhookRefused>) -> Answer {
    match results {
        Ok(results) => (StatusCode::OK, Json(results.into())),
        Err(error) => refused(&error),
    }
}

fn refused(error: &WebhookRefused) -> Answer {
    (
        StatusCode::BAD_REQUEST,
        Json(json!({ "error": error.to_string() })),
    )
}

//! Holding executions, ending them otherwise, and waiting for them.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value as Json_, json};

use crate::campaigns::Answer;
use crate::clock::SimClock;
use crate::state::Sim;
use crate::tables::{TableSchema, schema};
use crate::world::World;

/// From now on executions do not get past `in_progress`.
pub async fn hold(State(sim): State<Arc<Sim>>) -> StatusCode {
    sim.change(|world, _| world.executions.hold());
    StatusCode::NO_CONTENT
}

/// Executions get to their end again.
pub async fn release(State(sim): State<Arc<Sim>>) -> StatusCode {
    sim.change(|world, clock| world.release_executions(clock));
    StatusCode::NO_CONTENT
}

/// What the people say who are asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    answer: Answer,
}

/// Everybody whom the executions of a request are asking answers now.
pub async fn answer(
    State(sim): State<Arc<Sim>>,
    Path(request): Path<String>,
    Json(said): Json<Said>,
) -> (StatusCode, Json<Json_>) {
    ended(&sim, &request, "answered", |world, clock| {
        world.answer_executions(&request, said.answer, clock)
    })
}

/// Cancels the executions of a request that have not ended.
pub async fn cancel(State(sim): State<Arc<Sim>>, Path(request): Path<String>) -> (StatusCode, Json<Json_>) {
    ended(&sim, &request, "cancelled", |world, clock| {
        world.cancel_request(&request, clock)
    })
}

/// Answers how many executions were ended, under the key `how`; 409 if none was, 404 if there is no such request.
fn ended(
    sim: &Sim,
    request: &str,
    how: &str,
    end: impl FnOnce(&mut World, &SimClock) -> usize,
) -> (StatusCode, Json<Json_>) {
    let (known, count) = sim.change(|world, clock| {
        let known = !statuses(world, request).is_empty();
        (known, end(world, clock))
    });
    let status = match (known, count) {
        (false, _) => StatusCode::NOT_FOUND,
        (true, 0) => StatusCode::CONFLICT,
        (true, _) => StatusCode::OK,
    };
    let mut answer = serde_json::Map::new();
    answer.insert(how.to_owned(), json!(count));
    (status, Json(answer.into()))
}

/// What to wait for.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    status: String,
    #[serde(default = "default_timeout")]
    timeout_ms: u64,
}

fn default_timeout() -> u64 {
    10_000
}

/// Answers the statuses once all executions of the request have the wanted one; 408 with the statuses if that takes too
/// long, 404 if there is no such request.
pub async fn wait(
    State(sim): State<Arc<Sim>>,
    Path(request): Path<String>,
    Query(wanted): Query<Wanted>,
) -> (StatusCode, Json<Json_>) {
    let mut changes = sim.changes();
    let until_there = async {
        loop {
            let statuses = statuses(&sim.world(), &request);
            if statuses.iter().all(|status| *status == wanted.status) {
                return statuses;
            }
            if changes.changed().await.is_err() {
                return statuses;
            }
        }
    };
    let outcome = tokio::time::timeout(Duration::from_millis(wanted.timeout_ms), until_there).await;
    match outcome {
        Ok(statuses) if statuses.is_empty() => (StatusCode::NOT_FOUND, Json(json!({ "statuses": statuses }))),
        Ok(statuses) => (StatusCode::OK, Json(json!({ "statuses": statuses }))),
        Err(_) => (
            StatusCode::REQUEST_TIMEOUT,
            Json(json!({ "statuses": statuses(&sim.world(), &request) })),
        ),
    }
}

fn statuses(world: &World, request: &str) -> Vec<String> {
    let of = |schema: &'static TableSchema, rows: Vec<usize>| {
        let table = world.tables.get(schema);
        let status = |row| {
            table
                .value(row, "status")
                .as_text()
                .unwrap_or_default()
                .to_owned()
        };
        rows.into_iter().map(status).collect::<Vec<String>>()
    };
    let mut statuses = of(
        &schema::REMOTE_ACTION_EXECUTIONS,
        world.executions.remote_rows(request),
    );
    statuses.extend(of(
        &schema::WORKFLOW_EXECUTIONS,
        world.executions.workflow_rows(request),
    ));
    let responses = world.tables.get(&schema::CAMPAIGN_RESPONSES);
    let asked = world.campaigns.asked.iter();
    let asked = asked.filter(|asked| asked.request_id == request);
    statuses
        .extend(asked.filter_map(|asked| Some(responses.value(asked.row, "state").as_text()?.to_owned())));
    statuses
}

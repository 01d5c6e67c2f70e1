//! `GET /livez`, `GET /readyz`: for whoever runs it.

use axum::{extract::State, http::StatusCode};

use crate::state::AppState;

/// The process answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// The process can serve: its store answers, and it is not stopping. A tenant that is down does not count: pages come
/// all the same.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    if state.stop.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match state.service.is_ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!("not ready: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
        }
    }
}

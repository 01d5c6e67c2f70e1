//! `GET /livez`, `GET /readyz`: for whoever runs it.

use axum::{extract::State, http::StatusCode};

use crate::state::AppState;

/// The process answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// The process can serve: its store answers, its workers work, and it is not stopping. A tenant that is down does not count: pages come
/// all the same.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, String) {
    if state.stop.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n".to_owned());
    }
    if let Err(error) = state.service.is_ready().await {
        tracing::error!("not ready: {error}");
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            "the store does not answer\n".to_owned(),
        );
    }
    let broken = state.workers.broken();
    if broken.is_empty() {
        (StatusCode::OK, "ready\n".to_owned())
    } else {
        let broken = broken.join(", ");
        (StatusCode::SERVICE_UNAVAILABLE, format!("broke off: {broken}\n"))
    }
}

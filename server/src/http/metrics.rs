//! `GET /metrics`: counts for Prometheus, in its text format. Counters begin anew with the process; gauges are of what is
//! kept, or of now. No label holds what somebody can make up: no ids, no addresses, no paths but those of the router.

mod exposition;
mod feeds;
mod hooks;
mod kept;
mod process;
mod tenant;
mod traffic;

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use service::StoreError;

pub use self::traffic::{OpenStream, Traffic};
use self::{
    exposition::{Exposition, Kind},
    kept::Kept,
};
use super::peer::is_within;
use crate::state::AppState;

/// What a reverse proxy adds to what it passes on. Behind one on this machine, everybody would come from here.
const PASSED_ON: [HeaderName; 2] = [header::FORWARDED, HeaderName::from_static("x-forwarded-for")];

/// Tells the counts to whom the configuration names; nobody else learns that they are there.
pub async fn show(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let passed_on = PASSED_ON.iter().any(|name| headers.contains_key(name));
    if passed_on || !is_within(&state.metrics_from, peer) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match told(&state).await {
        Ok(text) => {
            let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
            (kind, text).into_response()
        }
        Err(error) => {
            tracing::error!("what is kept cannot be counted: {error}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn told(state: &AppState) -> Result<String, StoreError> {
    let service = &state.service;
    let kept = Kept::of(service).await?;
    let budgets = service.budgets().await?;
    let mut text = Exposition::default();
    process::tell(&mut text, &state.workers);
    traffic::tell(&mut text, &state.traffic);
    hooks::tell(&mut text, service.hook_counts());
    reloads(&mut text, state.journal.counts());
    tenant::tell(&mut text, service, &budgets);
    kept::tell(&mut text, &kept, service.now());
    feeds::tell(&mut text, &service.directory_state().feeds, service.now());
    Ok(text.into_text())
}

/// How often the content has changed, and what came of it.
fn reloads(text: &mut Exposition, counts: [(&'static str, u64); 2]) {
    let mut family = text.family(
        "deskside_content_changes_total",
        Kind::Counter,
        "Changes of the content, by what came of them.",
    );
    for (outcome, count) in counts {
        family.sample(&[("outcome", outcome)], count);
    }
}

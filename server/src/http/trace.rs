//! Gives each request an id, which is in every line that it logs, in what it asks of the tenant, and in its answer. One line
//! in the log for each request that failed, and one at debug level for each other; how long it took is counted, and traced
//! where that is configured, as part of the trace that one of our proxies names. Paths only,
//! no queries: nothing that a person typed.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use service::CorrelationId;

use super::peer::is_within;
use crate::{state::AppState, telemetry};

/// Where a proxy says the id of a request, and where it is answered.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Does the request under its id.
pub async fn request(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_believed = is_of_proxy(&state, &request);
    let told = is_believed.then(|| told(&request)).flatten();
    let id = told.unwrap_or_else(|| state.service.new_correlation());
    // Of the highest level, or a filter that leaves out less important lines would take the id from the others.
    let span = tracing::error_span!("request", request_id = %id);
    if is_believed {
        telemetry::continue_from(request.headers(), &span);
    }
    let answered = HeaderValue::try_from(id.to_string());
    let mut response = id.cover(span, logged(state, request, next)).await;
    if let Ok(id) = answered {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Whether one of our proxies has sent the request. Anybody else could have their requests pass for others, and choose what
/// is traced.
fn is_of_proxy(state: &AppState, request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|ConnectInfo(peer)| is_within(&state.forwarded_from, *peer))
}

/// The id that the request has been given.
fn told(request: &Request) -> Option<CorrelationId> {
    request.headers().get(REQUEST_ID)?.to_str().ok()?.parse().ok()
}

/// Logs and counts how a request went.
async fn logged(state: AppState, request: Request, next: Next) -> Response {
    let began = state.service.now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let took = state.service.now().duration_since(began);
    let millis = took.as_millis();
    let route = route.as_deref().unwrap_or("-");
    state.traffic.answered(&method, route, response.status(), took);
    telemetry::answered(&method, route, response.status());
    if response.status().is_server_error() {
        tracing::warn!(%method, route, status, millis, "{method} {route} {status} after {millis} ms");
    } else {
        tracing::debug!(%method, route, status, millis, "{method} {route} {status} after {millis} ms");
    }
    response
}

//! One line in the log for each request that failed, and one at debug level for each other. Paths only, no queries:
//! nothing that a person typed.

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};

use crate::state::AppState;

/// Logs how a request went.
pub async fn request(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let began = state.service.now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let millis = state.service.now().duration_since(began).as_millis();
    let route = route.as_deref().unwrap_or("-");
    if response.status().is_server_error() {
        tracing::warn!(%method, route, status, millis, "{method} {route} {status} after {millis} ms");
    } else {
        tracing::debug!(%method, route, status, millis, "{method} {route} {status} after {millis} ms");
    }
    response
}

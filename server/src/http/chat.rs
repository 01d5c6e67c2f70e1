//! `/v1`: what chatbots ask, over the same use-cases, the same content and the same locks as the pages. Its paths and its JSON
//! are ours; only `/v1/api_key` and the header `X-API-Key` are those of Nexthink's Chatbot SDK, as far as they are known.
//!
//! To add an operation: a file with a handler that describes itself by `utoipa::path`, and a line in [`operations`]. What may
//! go wrong in it is a [`problem::Kind`].

mod account;
mod api_key;
mod bot;
pub mod openapi;
mod page;
mod problem;
mod problems;
mod query;
mod refusals;
#[cfg(test)]
mod tests;
mod topic;
mod topics;
mod wire;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{any, get},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::state::AppState;

/// The largest body, in bytes.
const LARGEST_BODY: usize = 16 * 1024;

/// Everything that is routed is described, and the other way round.
fn operations() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::base())
        .routes(routes!(api_key::make, api_key::fetch))
        .routes(routes!(topics::list))
        .routes(routes!(topic::show))
        .routes(routes!(problems::list))
        .routes(routes!(problems::show))
}

/// The way in; nothing where there are no chatbots.
pub fn door(state: &AppState) -> Router<AppState> {
    if state.chat.is_empty() {
        return Router::new();
    }
    let (router, _) = operations().split_for_parts();
    router
        .route("/openapi.json", get(openapi::show))
        .method_not_allowed_fallback(problem::not_so)
        .route("/v1", any(problem::nothing))
        .route("/v1/", any(problem::nothing))
        .route("/v1/{*nothing}", any(problem::nothing))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// What the door is, for programs.
fn described() -> utoipa::openapi::OpenApi {
    operations().into_openapi()
}

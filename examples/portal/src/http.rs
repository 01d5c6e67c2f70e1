//! The addresses of the portal.

mod desk;
mod files;
mod headers;
mod home;
mod jwks;
mod sign_in;
mod signed_in;
mod token;

use std::sync::Arc;

use axum::{
    Router, middleware,
    routing::{get, post},
};
use tower_http::csrf::CsrfLayer;

use crate::state::State;

/// Everything that the portal answers.
pub fn router(state: Arc<State>) -> Router {
    Router::new()
        .route("/", get(home::home))
        .route("/badge", get(home::badge))
        .route("/sign-in", get(sign_in::page).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/token", post(token::token))
        .route("/desk", post(desk::take))
        .route("/desk/{number}", get(desk::show))
        .route("/jwks.json", get(jwks::jwks))
        .route("/token.js", get(files::token_script))
        .route("/portal.js", get(files::script))
        .route("/portal.css", get(files::style))
        .route("/favicon.svg", get(files::icon))
        // Nobody else's page may have a token made, or sign people in and out.
        .layer(CsrfLayer::new())
        .layer(middleware::map_response_with_state(state.clone(), headers::add))
        .with_state(state)
}

#[cfg(test)]
mod tests;

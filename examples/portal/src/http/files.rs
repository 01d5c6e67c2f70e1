//! Scripts and styles of the portal's own.

use std::sync::Arc;

use axum::{extract::State as Shared, http::header, response::IntoResponse};

use crate::state::State;

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// `GET /token.js`: tells the widget how to ask for a token, where the portal gives any.
pub async fn token_script(Shared(state): Shared<Arc<State>>) -> impl IntoResponse {
    let text = if state.options.identify {
        include_str!("../../pages/token.js")
    } else {
        ""
    };
    ([(header::CONTENT_TYPE, SCRIPT)], text)
}

/// `GET /portal.js`
pub async fn script() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, SCRIPT)],
        include_str!("../../pages/portal.js"),
    )
}

/// `GET /portal.css`
pub async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("../../pages/portal.css"),
    )
}

/// `GET /favicon.svg`
pub async fn icon() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "image/svg+xml")],
        include_str!("../../pages/favicon.svg"),
    )
}

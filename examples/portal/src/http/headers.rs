//! The headers of every answer. The policy is as strict as a portal's can be that embeds Deskside: it allows Deskside's
//! script and frame, and of everything else its own only.

use std::sync::Arc;

use axum::{
    extract,
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

use crate::state::State;

const FIXED: [(HeaderName, &str); 3] = [
    // Pages are of whoever is signed in, and a token is for once.
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// Adds them.
pub async fn add(extract::State(state): extract::State<Arc<State>>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(&state.deskside)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn content_security_policy(deskside: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' {deskside}; frame-src {deskside}; style-src 'self'; connect-src 'self'; \
         img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

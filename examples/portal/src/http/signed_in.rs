//! Who asks, by the cookie of the portal's own session.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, header, request::Parts},
};

use crate::{options::Person, state::State};

/// The cookie's name.
pub const COOKIE: &str = "portal";

/// Somebody who is signed in at the portal.
pub struct SignedIn(pub Person);

impl FromRequestParts<Arc<State>> for SignedIn {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<State>) -> Result<Self, Self::Rejection> {
        secret(&parts.headers)
            .and_then(|secret| state.sessions.person(secret))
            .and_then(|number| state.options.people.get(number))
            .cloned()
            .map(Self)
            .ok_or(StatusCode::UNAUTHORIZED)
    }
}

/// The secret of the session that a browser brings, whether it is one or not.
pub fn secret(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

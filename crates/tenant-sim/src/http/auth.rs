//! Who calls.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::options::Permissions;
use crate::state::Sim;
use crate::sync::{lock, read};

/// A caller with a token that lives. Without one the answer is 401 with an empty body, on every API.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// The check boxes of the caller's credential.
    pub permissions: Permissions,
}

impl FromRequestParts<Arc<Sim>> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, sim: &Arc<Sim>) -> Result<Self, Self::Rejection> {
        let header = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
        });
        let tokens = lock(&sim.tokens);
        let holder = token
            .and_then(|token| tokens.holder(token, sim.clock.now()))
            .ok_or(StatusCode::UNAUTHORIZED)?;
        let credentials = read(&sim.credentials);
        let credential = credentials
            .iter()
            .find(|credential| credential.client_id == holder);
        credential
            .map(|it| Self {
                permissions: it.permissions,
            })
            .ok_or(StatusCode::UNAUTHORIZED)
    }
}

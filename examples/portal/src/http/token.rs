//! `POST /token`: the one address that a portal needs for Deskside. Whoever is signed in here gets a token that says so.

use std::sync::Arc;

use axum::{Json, extract::State as Shared, http::StatusCode};
use serde::Serialize;

use super::signed_in::SignedIn;
use crate::{claims::Claims, machine, state::State};

/// The answer.
#[derive(Serialize)]
pub struct Answer {
    token: String,
}

/// A new token with each call: one is good for once.
pub async fn token(
    Shared(state): Shared<Arc<State>>,
    SignedIn(person): SignedIn,
) -> Result<Json<Answer>, StatusCode> {
    let jti = machine::unguessable();
    let claims = Claims::of(
        &person,
        &state.issuer,
        &state.options.audience,
        machine::now(),
        &jti,
    );
    let token = state
        .key
        .sign(&claims)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(Answer { token }))
}

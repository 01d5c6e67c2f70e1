//! `GET /jwks.json`: the public half of the key, by which Deskside knows that a token is the portal's.

use std::sync::Arc;

use axum::{Json, extract::State as Shared};
use jsonwebtoken::jwk::JwkSet;

use crate::state::State;

/// A JSON Web Key Set with one key.
pub async fn jwks(Shared(state): Shared<Arc<State>>) -> Json<JwkSet> {
    Json(state.key.public().clone())
}

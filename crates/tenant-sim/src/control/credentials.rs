//! Tokens and check boxes.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::json;

use crate::options::Permissions;
use crate::state::Sim;
use crate::sync::{lock, write};

/// Check boxes to change; the others stay.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    nql: Option<bool>,
    remote_actions: Option<bool>,
    workflows: Option<bool>,
    campaigns: Option<bool>,
    enrichment: Option<bool>,
}

/// No token lives any more; answers how many there were.
pub async fn expire_tokens(State(sim): State<Arc<Sim>>) -> Json<serde_json::Value> {
    Json(json!({ "expired": lock(&sim.tokens).expire_all() }))
}

/// Changes the check boxes of a credential; answers how they are now.
pub async fn permissions(
    State(sim): State<Arc<Sim>>,
    Path(client): Path<String>,
    Json(change): Json<Change>,
) -> Result<Json<Permissions>, StatusCode> {
    let mut credentials = write(&sim.credentials);
    let credential = credentials
        .iter_mut()
        .find(|it| it.client_id == client)
        .ok_or(StatusCode::NOT_FOUND)?;
    let now = credential.permissions;
    credential.permissions = Permissions {
        nql: change.nql.unwrap_or(now.nql),
        remote_actions: change.remote_actions.unwrap_or(now.remote_actions),
        workflows: change.workflows.unwrap_or(now.workflows),
        campaigns: change.campaigns.unwrap_or(now.campaigns),
        enrichment: change.enrichment.unwrap_or(now.enrichment),
    };
    Ok(Json(credential.permissions))
}

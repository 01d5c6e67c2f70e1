//! `GET /api/v1/act/remote-action` and `GET /api/v1/act/remote-action/details`.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::act_execute::forbidden;
use super::auth::Caller;
use super::errors;
use crate::catalogue::RemoteAction;
use crate::state::Sim;

/// All remote actions. `hasScriptWindows` and `hasScriptMacOs` filter (an older page of the vendor's documentation).
pub async fn list(
    State(sim): State<Arc<Sim>>,
    caller: Caller,
    Query(filters): Query<HashMap<String, String>>,
) -> Response {
    if !caller.permissions.remote_actions {
        return forbidden();
    }
    let meets = |name: &str, has: bool| filters.get(name).is_none_or(|wanted| wanted == &has.to_string());
    let world = sim.world();
    let actions: Vec<&RemoteAction> = world
        .catalogue
        .remote_actions
        .iter()
        .filter(|action| meets("hasScriptWindows", action.script_info.has_script_windows))
        .filter(|action| meets("hasScriptMacOs", action.script_info.has_script_mac_os))
        .collect();
    Json(actions).into_response()
}

/// One remote action by `nql-id`.
pub async fn details(
    State(sim): State<Arc<Sim>>,
    caller: Caller,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    if !caller.permissions.remote_actions {
        return forbidden();
    }
    let id = query.get("nql-id").map_or("", String::as_str);
    let world = sim.world();
    match world.catalogue.remote_action(id) {
        Some(position) => Json(&world.catalogue.remote_actions[position]).into_response(),
        None => {
            let message = format!("the remote action '{id}' does not exist");
            errors::act(StatusCode::NOT_FOUND, "REMOTE_ACTION_NOT_FOUND", message)
        }
    }
}

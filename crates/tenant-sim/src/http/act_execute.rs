//! `POST /api/v1/act/execute`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::auth::Caller;
use super::{body, errors};
use crate::catalogue::RemoteAction;
use crate::executions::{Parameters, RemoteTrigger};
use crate::state::Sim;
use crate::stats::Trigger;
use crate::sync::lock;
use crate::world::World;

/// Nexthink Remote Actions API.
const MOST_DEVICES: usize = 10_000;
const MINUTES: std::ops::RangeInclusive<i64> = 60..=10_080;
const LONGEST_REASON: usize = 500;
/// Without `expiresInMinutes` (ours; the vendor does not say).
const DEFAULT_MINUTES: i64 = 60;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExecutionRequest {
    remote_action_id: String,
    devices: Vec<String>,
    #[serde(default)]
    params: Option<Parameters>,
    #[serde(default)]
    expires_in_minutes: Option<i64>,
    #[serde(default)]
    trigger_info: Option<TriggerInfo>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TriggerInfo {
    external_source: Option<String>,
    reason: Option<String>,
    external_reference: Option<String>,
}

/// Why a request is refused: the vendor's code is unknown, these are ours.
struct Refused(&'static str, String);

/// Starts a remote action on devices.
pub async fn execute(State(sim): State<Arc<Sim>>, caller: Caller, body: Bytes) -> Response {
    if !caller.permissions.remote_actions {
        return forbidden();
    }
    let request: ExecutionRequest = match body::json(&body) {
        Ok(request) => request,
        Err(message) => return errors::act(StatusCode::BAD_REQUEST, "INVALID_REQUEST", message),
    };
    let result = sim.change(|world, clock| {
        let trigger = validate(&request, world)?;
        let request_id = world.trigger_remote_action(&trigger, clock);
        let id = world.catalogue.remote_actions[trigger.action].id.clone();
        Ok((request_id, trigger, id))
    });
    let (request_id, trigger, id) = match result {
        Ok(started) => started,
        Err(Refused(code, message)) => return errors::act(StatusCode::BAD_REQUEST, code, message),
    };
    lock(&sim.stats).triggered(Trigger {
        endpoint: "act/execute",
        id,
        devices: request.devices,
        users: Vec::new(),
        parameters: request.params.unwrap_or_default(),
        external_source: trigger.external_source,
        external_reference: trigger.external_reference,
        reason: trigger.reason,
        request_id: request_id.clone(),
        execution_id: None,
        time: sim.clock.now(),
    });
    Json(json!({ "requestId": request_id, "expiresInMinutes": trigger.expires_in_minutes })).into_response()
}

/// 403: the credential's check box is not ticked.
pub fn forbidden() -> Response {
    let message = "The credential has no permission for the Remote Actions API.";
    errors::act(StatusCode::FORBIDDEN, "FORBIDDEN", message)
}

fn validate(request: &ExecutionRequest, world: &World) -> Result<RemoteTrigger, Refused> {
    let invalid = |message: &str| Err(Refused("INVALID_REQUEST", message.to_owned()));
    if request.remote_action_id.is_empty() {
        return invalid("remoteActionId must not be empty");
    }
    if request.devices.is_empty() || request.devices.len() > MOST_DEVICES {
        return invalid("devices must hold 1 to 10000 Collector UIDs");
    }
    let minutes = request.expires_in_minutes.unwrap_or(DEFAULT_MINUTES);
    if !MINUTES.contains(&minutes) {
        return invalid("expiresInMinutes must be from 60 to 10080");
    }
    let info = request.trigger_info.as_ref();
    if info
        .and_then(|info| info.reason.as_ref())
        .is_some_and(|reason| reason.chars().count() > LONGEST_REASON)
    {
        return invalid("triggerInfo.reason must have at most 500 characters");
    }
    let Some(position) = world.catalogue.remote_action(&request.remote_action_id) else {
        let message = format!("the remote action '{}' does not exist", request.remote_action_id);
        return Err(Refused("REMOTE_ACTION_NOT_FOUND", message));
    };
    let action = &world.catalogue.remote_actions[position];
    if !action.targeting.api_enabled {
        let message = format!("the remote action '{}' cannot be triggered by the API", action.id);
        return Err(Refused("API_TRIGGER_DISABLED", message));
    }
    let parameters = inputs(action, request.params.as_ref())?;
    let mut devices = Vec::new();
    for uid in &request.devices {
        // The Collector UID, not `device.uid`: the other one is unknown here.
        let device = world
            .tables
            .device_by_collector_uid(uid)
            .ok_or_else(|| Refused("DEVICE_NOT_FOUND", format!("the device '{uid}' does not exist")))?;
        if !devices.contains(&device) {
            devices.push(device);
        }
    }
    Ok(RemoteTrigger {
        action: position,
        devices,
        parameters,
        expires_in_minutes: minutes,
        external_source: info.and_then(|info| info.external_source.clone()),
        external_reference: info.and_then(|info| info.external_reference.clone()),
        reason: info.and_then(|info| info.reason.clone()),
    })
}

/// The inputs of a run: those sent must be the action's, with values that it allows; for the others, the first option.
fn inputs(action: &RemoteAction, sent: Option<&Parameters>) -> Result<Parameters, Refused> {
    let known = &action.script_info.inputs;
    for (name, value) in sent.into_iter().flatten() {
        let Some(input) = known.iter().find(|input| input.name == *name) else {
            return Err(Refused(
                "INVALID_PARAMETER",
                format!("'{}' has no input '{name}'", action.id),
            ));
        };
        if !input.allow_custom_value && !input.options.contains(value) {
            return Err(Refused(
                "INVALID_PARAMETER",
                format!("'{value}' is not an option of the input '{name}'"),
            ));
        }
    }
    let value = |name: &str| sent.and_then(|sent| sent.get(name)).cloned();
    let inputs = known.iter().filter_map(|input| {
        Some((
            input.name.clone(),
            value(&input.name).or_else(|| input.options.first().cloned())?,
        ))
    });
    Ok(inputs.collect())
}

//! `POST /api/v1/workflows/execute` and `POST /api/v2/workflows/execute`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::auth::Caller;
use super::workflow_targets::{CollectorUid, DeviceData, Sid, Target, UserData, resolve};
use super::{body, errors};
use crate::catalogue::{Workflow, WorkflowStatus};
use crate::executions::{Parameters, WorkflowTrigger};
use crate::state::Sim;
use crate::stats::Trigger;
use crate::sync::lock;
use crate::tables::{ObjectKind, Tables, Value};
use crate::world::World;

/// Nexthink Workflows API.
const MOST_TARGETS: usize = 10_000;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExecutionRequest<D, U> {
    workflow_id: String,
    // Both are called required, and each may be left out if the other is there: clients do so.
    #[serde(default = "Option::default")]
    devices: Option<Vec<D>>,
    #[serde(default = "Option::default")]
    users: Option<Vec<U>>,
    #[serde(default)]
    params: Option<Parameters>,
}

struct Refused(&'static str, String);

/// Devices by Collector UID, users by security identifier.
pub async fn v1(State(sim): State<Arc<Sim>>, caller: Caller, body: Bytes) -> Response {
    execute::<CollectorUid, Sid>(&sim, caller, &body)
}

/// Devices by name or identifier, users by principal name or identifier.
pub async fn v2(State(sim): State<Arc<Sim>>, caller: Caller, body: Bytes) -> Response {
    execute::<DeviceData, UserData>(&sim, caller, &body)
}

/// 403: the credential's check box is not ticked.
pub fn forbidden() -> Response {
    let details = "The credential has no permission for the Workflows API.";
    errors::workflows(StatusCode::FORBIDDEN, "FORBIDDEN", details)
}

fn execute<D, U>(sim: &Sim, caller: Caller, body: &[u8]) -> Response
where
    D: Target + DeserializeOwned,
    U: Target + DeserializeOwned,
{
    if !caller.permissions.workflows {
        return forbidden();
    }
    let request: ExecutionRequest<D, U> = match body::json(body) {
        Ok(request) => request,
        Err(details) => return errors::workflows(StatusCode::BAD_REQUEST, "INVALID_REQUEST", details),
    };
    let started = sim.change(|world, clock| {
        let trigger = validate(&request, world)?;
        let (request_id, executions) = world.trigger_workflow(&trigger, clock);
        let names = |kind, positions: &[usize], field| names(&world.tables, kind, positions, field);
        let record = Trigger {
            endpoint: "workflows/execute",
            id: format!("#{}", world.catalogue.workflows[trigger.workflow].id),
            devices: names(ObjectKind::Device, &trigger.devices, "collector.uid"),
            users: names(ObjectKind::User, &trigger.users, "sid"),
            parameters: trigger.parameters,
            external_source: None,
            external_reference: None,
            reason: None,
            request_id,
            execution_id: None,
            time: clock.now(),
        };
        Ok((record, executions))
    });
    match started {
        Err(Refused(code, details)) => errors::workflows(StatusCode::BAD_REQUEST, code, details),
        Ok((record, executions)) => {
            let answer = json!({ "requestUuid": record.request_id, "executionsUuids": executions });
            lock(&sim.stats).triggered(record);
            Json(answer).into_response()
        }
    }
}

fn validate<D: Target, U: Target>(
    request: &ExecutionRequest<D, U>,
    world: &World,
) -> Result<WorkflowTrigger, Refused> {
    let invalid = |details: String| Refused("INVALID_REQUEST", details);
    let devices = request.devices.as_deref().unwrap_or_default();
    let users = request.users.as_deref().unwrap_or_default();
    if devices.len() > MOST_TARGETS || users.len() > MOST_TARGETS {
        return Err(invalid(
            "devices and users must each hold at most 10000 entries".to_owned(),
        ));
    }
    let position = world.catalogue.workflow(&request.workflow_id).ok_or_else(|| {
        Refused(
            "WORKFLOW_NOT_FOUND",
            format!("the workflow '{}' does not exist", request.workflow_id),
        )
    })?;
    let workflow = &world.catalogue.workflows[position];
    if workflow.status == WorkflowStatus::Inactive {
        return Err(Refused(
            "WORKFLOW_INACTIVE",
            format!("the workflow '{}' is not active", workflow.id),
        ));
    }
    if !workflow.trigger_methods.api_enabled {
        let details = format!("the workflow '{}' cannot be triggered by the API", workflow.id);
        return Err(Refused("API_TRIGGER_DISABLED", details));
    }
    if devices.is_empty() && users.is_empty() {
        return Err(invalid("devices or users must be given".to_owned()));
    }
    if workflow.current().has_device && devices.is_empty() || workflow.current().has_user && users.is_empty()
    {
        return Err(invalid(format!(
            "the workflow '{}' runs for other objects",
            workflow.id
        )));
    }
    let parameters = request.params.clone().unwrap_or_default();
    check_parameters(workflow, &parameters)?;
    Ok(WorkflowTrigger {
        workflow: position,
        devices: resolve(devices, world).map_err(invalid)?,
        users: resolve(users, world).map_err(invalid)?,
        parameters,
    })
}

fn check_parameters(workflow: &Workflow, sent: &Parameters) -> Result<(), Refused> {
    for (name, value) in sent {
        let parameter = workflow
            .current()
            .parameters
            .iter()
            .find(|parameter| parameter.id == *name);
        let allowed = parameter.is_some_and(|it| it.allow_custom_value || it.options.contains(value));
        if !allowed {
            let details = format!(
                "'{name}' is no parameter of '{}', or '{value}' no value of it",
                workflow.id
            );
            return Err(Refused("INVALID_PARAMETER", details));
        }
    }
    Ok(())
}

fn names(tables: &Tables, kind: ObjectKind, positions: &[usize], field: &str) -> Vec<String> {
    let text = |position: &usize| match tables.objects(kind).value(*position, field) {
        Value::Text(text) => text.to_string(),
        _ => String::new(),
    };
    positions.iter().map(text).collect()
}

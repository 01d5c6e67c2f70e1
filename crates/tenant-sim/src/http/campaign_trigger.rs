//! `POST /api/v1/euf/campaign/trigger`.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::Caller;
use super::identifiers::is_sid;
use super::{body, errors};
use crate::campaigns::Ask;
use crate::catalogue::CampaignStatus;
use crate::clock::SimClock;
use crate::executions::Parameters;
use crate::state::Sim;
use crate::stats::Trigger;
use crate::sync::lock;
use crate::tables::ObjectKind;
use crate::world::World;

// Nexthink Campaigns API.
const MOST_USERS: usize = 10_000;
const MOST_PARAMETERS: usize = 30;
const MINUTES: std::ops::RangeInclusive<i64> = 1..=525_600;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TriggerRequest {
    campaign_nql_id: String,
    user_sid: Vec<String>,
    expires_in_minutes: i64,
    #[serde(default)]
    parameters: Option<Parameters>,
}

/// Why a request is refused as a whole: the vendor's codes are unknown, these are ours.
struct Refused(&'static str, String);

/// Sends a campaign to people; answers one entry a person, with a request's id or a message. Unlike on the other APIs,
/// a 401 has a body.
pub async fn trigger(
    State(sim): State<Arc<Sim>>,
    caller: Result<Caller, StatusCode>,
    body: Bytes,
) -> Response {
    let Ok(caller) = caller else {
        let message = "The access token is missing or invalid.";
        return errors::act(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", message);
    };
    if !caller.permissions.campaigns {
        let message = "The credential has no permission for the Campaigns API.";
        return errors::act(StatusCode::FORBIDDEN, "FORBIDDEN", message);
    }
    let request: TriggerRequest = match body::json(&body) {
        Ok(request) => request,
        Err(message) => return errors::act(StatusCode::BAD_REQUEST, "INVALID_REQUEST", message),
    };
    let sent = sim.change(|world, clock| {
        let campaign = validate(&request, world)?;
        let id = world.catalogue.campaigns[campaign].id.clone();
        Ok((id, send(&request, campaign, world, clock)))
    });
    match sent {
        Err(Refused(code, message)) => errors::act(StatusCode::BAD_REQUEST, code, message),
        Ok((id, sent)) => {
            let answers: Vec<Value> = sent.iter().map(answer).collect();
            record(&sim, &id, &request, sent);
            Json(json!({ "requests": answers })).into_response()
        }
    }
}

fn validate(request: &TriggerRequest, world: &World) -> Result<usize, Refused> {
    let invalid = |message: &str| Err(Refused("INVALID_REQUEST", message.to_owned()));
    if request.campaign_nql_id.is_empty() {
        return invalid("campaignNqlId must not be empty");
    }
    if request.user_sid.is_empty() || request.user_sid.len() > MOST_USERS {
        return invalid("userSid must hold 1 to 10000 security identifiers");
    }
    if !MINUTES.contains(&request.expires_in_minutes) {
        return invalid("expiresInMinutes must be from 1 to 525600");
    }
    let id = &request.campaign_nql_id;
    let position = world.catalogue.campaign(id).ok_or_else(|| {
        Refused(
            "CAMPAIGN_NOT_FOUND",
            format!("the campaign '{id}' does not exist"),
        )
    })?;
    let campaign = &world.catalogue.campaigns[position];
    if campaign.status == CampaignStatus::Retired {
        let message = format!("the campaign '{id}' is not published");
        return Err(Refused("CAMPAIGN_NOT_PUBLISHED", message));
    }
    if !campaign.api_enabled {
        let message = format!("the campaign '{id}' cannot be triggered by the API");
        return Err(Refused("API_TRIGGER_DISABLED", message));
    }
    let given = request.parameters.as_ref();
    if given.is_some_and(|given| given.len() > MOST_PARAMETERS) {
        return invalid("parameters must hold at most 30 entries");
    }
    let mut wanted: Vec<&String> = campaign.parameters.iter().collect();
    wanted.sort();
    if !given.into_iter().flatten().map(|(key, _)| key).eq(wanted) {
        let message = format!(
            "parameters must be exactly those of the campaign: {}",
            campaign.parameters.join(", ")
        );
        return Err(Refused("INVALID_PARAMETERS", message));
    }
    Ok(position)
}

/// A person of the request, with the request's id or what is wrong.
type Sent = (String, Result<String, String>);

/// Each person once, in the order of the request.
fn send(request: &TriggerRequest, campaign: usize, world: &mut World, clock: &SimClock) -> Vec<Sent> {
    let now = clock.now();
    let mut seen = HashSet::new();
    let mut results = Vec::new();
    for sid in &request.user_sid {
        if !seen.insert(sid) {
            continue;
        }
        let user = world.tables.latest_object_with(ObjectKind::User, "sid", sid);
        let result = match user {
            _ if !is_sid(sid) => Err("The security identifier is invalid.".to_owned()),
            None => Err("The user does not exist.".to_owned()),
            Some(user) => {
                let ask = Ask {
                    campaign,
                    user,
                    parameters: request.parameters.clone().unwrap_or_default(),
                    expires: now + SignedDuration::from_mins(request.expires_in_minutes),
                    run: None,
                };
                let asked = world.ask(ask, now, clock);
                Ok(world.campaigns.asked[asked].request_id.clone())
            }
        };
        results.push((sid.clone(), result));
    }
    results
}

fn answer((sid, result): &Sent) -> Value {
    match result {
        Ok(request_id) => json!({ "userSid": sid, "requestId": request_id }),
        Err(message) => json!({ "userSid": sid, "message": message }),
    }
}

fn record(sim: &Sim, id: &str, request: &TriggerRequest, sent: Vec<Sent>) {
    let mut stats = lock(&sim.stats);
    for (sid, result) in sent {
        let Ok(request_id) = result else { continue };
        stats.triggered(Trigger {
            endpoint: "campaign/trigger",
            id: id.to_owned(),
            devices: Vec::new(),
            users: vec![sid],
            parameters: request.parameters.clone().unwrap_or_default(),
            external_source: None,
            external_reference: None,
            reason: None,
            request_id,
            execution_id: None,
            time: sim.clock.now(),
        });
    }
}

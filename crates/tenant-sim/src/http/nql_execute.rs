//! `POST /api/v1/nql/execute` and `POST /api/v2/nql/execute`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::auth::Caller;
use super::nql_query::{self, Answered, bad_request, forbidden, shown_zone};
use super::{body, errors, render};
use crate::state::Sim;
use crate::sync::{lock, read};

/// Rows as a matrix, the date in parts.
pub async fn v1(State(sim): State<Arc<Sim>>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    execute(&sim, caller, &headers, &body, |answered, zone| {
        let at = answered.at.to_zoned(zone.clone());
        json!({
            "queryId": answered.query_id,
            "executedQuery": answered.executed,
            "rows": answered.result.rows.len(),
            "executionDateTime": {
                "year": at.year(), "month": at.month(), "day": at.day(),
                "hour": at.hour(), "minute": at.minute(), "second": at.second(),
            },
            "headers": answered.result.columns,
            "data": render::matrix(&answered.result, zone),
        })
    })
}

/// Rows as objects, the date as text without zone and fraction.
pub async fn v2(State(sim): State<Arc<Sim>>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    execute(&sim, caller, &headers, &body, |answered, zone| {
        json!({
            "queryId": answered.query_id,
            "executedQuery": answered.executed,
            "rows": answered.result.rows.len(),
            "executionDateTime": answered.at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S").to_string(),
            "data": render::objects(&answered.result, zone),
        })
    })
}

fn execute(
    sim: &Sim,
    caller: Caller,
    headers: &HeaderMap,
    body: &[u8],
    as_json: impl FnOnce(&Answered, &TimeZone) -> Value,
) -> Response {
    if !caller.permissions.nql {
        return forbidden();
    }
    let Some(format) = wanted(headers) else {
        return StatusCode::NOT_ACCEPTABLE.into_response();
    };
    let (now, limits) = (sim.clock.now(), *read(&sim.limits));
    if let Err(refused) = lock(&sim.limiter).query(&limits, now) {
        return errors::too_many(refused, &limits, now);
    }
    let request = match body::json(body) {
        Ok(request) => request,
        Err(message) => return bad_request(message),
    };
    let zone = shown_zone(sim, headers);
    match nql_query::run(sim, request, limits.execute_rows) {
        Err(response) => response,
        Ok(answered) => match format {
            Format::Json => Json(as_json(&answered, &zone)).into_response(),
            Format::Csv => {
                ([(CONTENT_TYPE, "text/csv")], render::csv(&answered.result, &zone)).into_response()
            }
        },
    }
}

enum Format {
    Json,
    Csv,
}

/// What the caller accepts: the first of the types named that there is. Without the header, and for `*/*`, JSON.
fn wanted(headers: &HeaderMap) -> Option<Format> {
    let Some(accept) = headers.get(ACCEPT) else {
        return Some(Format::Json);
    };
    let types = accept
        .to_str()
        .ok()?
        .split(',')
        .map(|part| part.split(';').next().unwrap_or_default().trim());
    types
        .into_iter()
        .find_map(|media_type| match media_type.to_lowercase().as_str() {
            "application/json" | "application/*" | "*/*" => Some(Format::Json),
            "text/csv" => Some(Format::Csv),
            _ => None,
        })
}

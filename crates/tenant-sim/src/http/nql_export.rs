//! `POST` and `GET /api/v1/nql/export`.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::auth::Caller;
use super::nql_query::{self, QueryRequest, bad_request, forbidden, shown_zone};
use super::{body, errors, render};
use crate::exports::{Compression, Export};
use crate::state::Sim;
use crate::sync::{lock, read};

/// The request: that of execute, and how to compress.
#[derive(Debug, Deserialize)]
pub struct ExportRequest {
    #[serde(flatten)]
    query: QueryRequest,
    #[serde(default)]
    compression: Option<Compression>,
}

/// With a JSON body.
pub async fn post(State(sim): State<Arc<Sim>>, caller: Caller, headers: HeaderMap, body: Bytes) -> Response {
    export(&sim, caller, &headers, body::json(&body))
}

/// With `queryId`, `compression` and the parameters in the query string.
pub async fn get(
    State(sim): State<Arc<Sim>>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let mut fields: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let compression = fields.remove("compression").filter(|text| !text.is_empty());
    let query_id = fields.remove("queryId").unwrap_or_default();
    let fields = json!({ "queryId": query_id, "parameters": fields, "compression": compression });
    let request =
        serde_json::from_value(fields).map_err(|error| format!("the query string is invalid: {error}"));
    export(&sim, caller, &headers, request)
}

fn export(
    sim: &Sim,
    caller: Caller,
    headers: &HeaderMap,
    request: Result<ExportRequest, String>,
) -> Response {
    if !caller.permissions.nql {
        return forbidden();
    }
    let ExportRequest { query, compression } = match request {
        Ok(request) => request,
        Err(message) => return bad_request(message),
    };
    let answered = match nql_query::run(sim, query, read(&sim.limits).export_rows) {
        Ok(answered) => answered,
        Err(response) => return response,
    };
    let now = sim.clock.now();
    lock(&sim.limiter).export(now);
    let compression = compression.unwrap_or(Compression::None);
    let table = render::csv(&answered.result, &shown_zone(sim, headers));
    let Ok(file) = compress(table, compression) else {
        return errors::nql(
            StatusCode::INTERNAL_SERVER_ERROR,
            500,
            "The file could not be compressed.",
        );
    };
    let export = Export {
        starts: now + sim.clock.scaled(0.5),
        ends: now + sim.clock.scaled(2.0),
        compression,
        truncated: answered.truncated,
        file,
    };
    let id = sim.opaque(32);
    lock(&sim.exports).add(id.clone(), export, now);
    Json(json!({ "exportId": id })).into_response()
}

fn compress(table: Vec<u8>, compression: Compression) -> std::io::Result<Bytes> {
    Ok(match compression {
        Compression::None => table.into(),
        Compression::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(&table)?;
            encoder.finish()?.into()
        }
        Compression::Zstd => zstd::encode_all(table.as_slice(), 1)?.into(),
    })
}

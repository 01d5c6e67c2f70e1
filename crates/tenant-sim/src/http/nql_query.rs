//! What `execute` and `export` have in common: finding a saved query and running it.

use std::collections::HashMap;

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{errors, identifiers};
use crate::engine::{self, Context, ResultSet};
use crate::state::Sim;
use crate::sync::{lock, read};

/// A request to run a saved query. Unknown fields are ignored.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryRequest {
    /// With its `#`.
    pub query_id: String,
    /// Values by name, without the `$`.
    #[serde(default)]
    pub parameters: Option<HashMap<String, String>>,
}

/// A query that was run.
#[derive(Debug)]
pub struct Answered {
    /// The query's id.
    pub query_id: String,
    /// The text with the parameters replaced.
    pub executed: String,
    /// The rows, cut off at the limit.
    pub result: ResultSet,
    /// Whether rows were cut off.
    pub truncated: bool,
    /// When it was run.
    pub at: Timestamp,
}

// The live code for an unknown query is 100; the others are ours.
const UNKNOWN_QUERY: i32 = 100;
const BAD_REQUEST: i32 = 101;
const INVALID_QUERY: i32 = 102;
/// The code of a missing check box.
pub const FORBIDDEN: i32 = 103;

/// 400 for a body that cannot be read.
pub fn bad_request(message: impl Into<String>) -> Response {
    errors::nql(StatusCode::BAD_REQUEST, BAD_REQUEST, message)
}

/// 403: the credential's check box is not ticked.
pub fn forbidden() -> Response {
    errors::nql(
        StatusCode::FORBIDDEN,
        FORBIDDEN,
        "The credential has no permission for the NQL API.",
    )
}

/// Runs a saved query, at most `rows` rows.
///
/// # Errors
/// The answer to give instead.
#[expect(clippy::result_large_err, reason = "the error is the answer")]
pub fn run(sim: &Sim, request: QueryRequest, rows: usize) -> Result<Answered, Response> {
    let now = sim.clock.now();
    lock(&sim.stats).queried(&request.query_id, now);
    let unknown = || {
        let message = format!("The query '{}' does not exist.", request.query_id);
        errors::nql(StatusCode::NOT_FOUND, UNKNOWN_QUERY, message)
    };
    let saved = Some(&request.query_id).filter(|id| identifiers::is_query_id(id));
    let saved = saved
        .and_then(|id| read(&sim.queries).get(id))
        .ok_or_else(unknown)?;
    let invalid = |message: String| errors::nql(StatusCode::BAD_REQUEST, INVALID_QUERY, message);
    let query = saved.query().map_err(|error| invalid(error.to_string()))?;
    let parameters = saved.bind(&request.parameters.unwrap_or_default());
    let executed = saved.executed(&parameters);
    if executed.chars().count() > nql::MAX_CHARACTERS {
        return Err(invalid(format!(
            "the query is longer than {} characters",
            nql::MAX_CHARACTERS
        )));
    }
    let outcome = {
        let world = sim.world();
        let context = Context {
            tables: &world.tables,
            now,
            zone: sim.options.zone.clone(),
            parameters: &parameters,
        };
        engine::run(query, &context).map_err(|error| error.to_string())
    };
    let logged = outcome
        .as_ref()
        .map(|result| result.rows.len())
        .map_err(String::clone);
    sim.change(|world, clock| world.log_query(&request.query_id, &logged, clock.now()));
    let mut result = outcome.map_err(invalid)?;
    let truncated = result.rows.len() > rows;
    result.rows.truncate(rows);
    Ok(Answered {
        query_id: request.query_id,
        executed,
        result,
        truncated,
        at: now,
    })
}

/// The zone of the date-times in the answer: UTC with `x-utc-times: true`, else the tenant's.
pub fn shown_zone(sim: &Sim, headers: &axum::http::HeaderMap) -> TimeZone {
    let utc = headers.get("x-utc-times").and_then(|value| value.to_str().ok());
    if utc.is_some_and(|value| value.trim().eq_ignore_ascii_case("true")) {
        TimeZone::UTC
    } else {
        sim.options.zone.clone()
    }
}

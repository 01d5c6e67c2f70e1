//! The error shape of each API. They differ, and so must these.

use axum::Json;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::json;

use crate::limiter::TooMany;
use crate::options::Limits;

/// NQL API: `{message, code}` with a number as code.
pub fn nql(status: StatusCode, code: i32, message: impl Into<String>) -> Response {
    (status, Json(json!({ "message": message.into(), "code": code }))).into_response()
}

/// Remote Actions API and Campaigns API: `{code, message}` with a string as code. The vendor publishes no codes; these are ours.
pub fn act(status: StatusCode, code: &str, message: impl Into<String>) -> Response {
    (status, Json(json!({ "code": code, "message": message.into() }))).into_response()
}

/// Workflows API: `{code, details}`.
pub fn workflows(status: StatusCode, code: &str, details: impl Into<String>) -> Response {
    (status, Json(json!({ "code": code, "details": details.into() }))).into_response()
}

/// An error on purpose, in the shape that the API of this endpoint has for it, or without a body where it has none.
pub fn for_endpoint(endpoint: &str, status: StatusCode) -> Response {
    let text = status.canonical_reason().unwrap_or("Error");
    let with_body = matches!(status.as_u16(), 400 | 403 | 404 | 500);
    match endpoint.split('/').next() {
        Some("nql") if with_body => nql(status, 500, text),
        Some("act") if with_body => act(status, "ERROR", text),
        Some("campaign") if matches!(status.as_u16(), 400 | 401 | 403) => act(status, "ERROR", text),
        Some("enrichment") if matches!(status.as_u16(), 400 | 403) => {
            (status, Json(json!({ "message": text, "code": "ERROR" }))).into_response()
        }
        Some("workflows") if with_body => workflows(status, "ERROR", text),
        _ => status.into_response(),
    }
}

/// 429. The vendor documents no body; the header is a number of seconds, or a date.
pub fn too_many(refused: TooMany, limits: &Limits, now: Timestamp) -> Response {
    let left = refused.until.duration_since(now);
    let value = if limits.retry_after_as_date {
        // A date has whole seconds: rounded up, so that one who waits until then does not come too early.
        let until = Timestamp::from_second(refused.until.as_second() + 1).unwrap_or(refused.until);
        until.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    } else {
        (left.as_millis().max(0) + 999)
            .div_euclid(1_000)
            .max(1)
            .to_string()
    };
    let mut response = StatusCode::TOO_MANY_REQUESTS.into_response();
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    response
}

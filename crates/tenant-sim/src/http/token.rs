//! `POST /oauth2/default/v1/token` and the older `POST /api/v1/token`.
//!
//! Real clients ask in many ways: with Basic authentication or with client id and secret in the form, with the grant
//! type and scope in the form, in the query string or not at all, with an empty body or a JSON content type.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use serde_json::json;

use crate::state::Sim;
use crate::sync::{lock, read};
use crate::tokens::LIFE_SECONDS;

const SCOPE: &str = "service:integration";

/// Gives a token that lives 900 seconds.
pub async fn token(
    State(sim): State<Arc<Sim>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut fields: HashMap<String, String> = pairs(query.unwrap_or_default().as_bytes());
    fields.extend(pairs(&body));
    if fields
        .get("grant_type")
        .is_some_and(|grant| grant != "client_credentials")
    {
        return refuse(
            StatusCode::BAD_REQUEST,
            "unsupported_grant_type",
            "The grant type must be client_credentials.",
        );
    }
    if fields
        .get("scope")
        .is_some_and(|scope| !scope.split(' ').any(|part| part == SCOPE))
    {
        return refuse(
            StatusCode::BAD_REQUEST,
            "invalid_scope",
            "The scope must be service:integration.",
        );
    }
    let client =
        basic(&headers).or_else(|| Some((fields.remove("client_id")?, fields.remove("client_secret")?)));
    let known = client.filter(|(id, secret)| {
        read(&sim.credentials)
            .iter()
            .any(|it| it.client_id == *id && it.client_secret == *secret)
    });
    let Some((client_id, _)) = known else {
        return refuse(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "The client id or the client secret is wrong.",
        );
    };
    let token = sim.opaque(64);
    lock(&sim.tokens).grant(token.clone(), client_id, sim.clock.now());
    let answer = json!({
        "token_type": "Bearer",
        "expires_in": LIFE_SECONDS,
        "access_token": token,
        "scope": SCOPE,
    });
    Json(answer).into_response()
}

fn refuse(status: StatusCode, error: &str, description: &str) -> Response {
    (
        status,
        Json(json!({ "error": error, "error_description": description })),
    )
        .into_response()
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, encoded) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

fn pairs(text: &[u8]) -> HashMap<String, String> {
    form_urlencoded::parse(text).into_owned().collect()
}

//! A token for a client's id and secret, after OAuth 2.0 (RFC 6749, 4.4).

use axum::{
    Json,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest as _, Request},
    handler::Handler,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use serde::{Deserialize, Serialize};
use service::{Caller, Service};

use super::{
    proof::{Digest, basic},
    unavailable,
};
use crate::state::AppState;

/// The largest form, in bytes.
const LARGEST_BODY: usize = 8 * 1024;

/// A client asks for a token.
#[derive(Default, Deserialize)]
struct Form {
    grant_type: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// A token, as RFC 6749 (5.1) words it.
#[derive(Serialize)]
struct Issued {
    access_token: String,
    token_type: &'static str,
    /// In seconds.
    expires_in: i64,
    scope: &'static str,
}

/// Why there is none, as RFC 6749 (5.2) words it.
#[derive(Clone, Copy, Serialize)]
#[serde(tag = "error", rename_all = "snake_case")]
enum Denial {
    InvalidRequest,
    InvalidClient,
    UnsupportedGrantType,
}

impl IntoResponse for Denial {
    fn into_response(self) -> Response {
        let answer = Json(self);
        match self {
            Self::InvalidClient => {
                let challenge = [(header::WWW_AUTHENTICATE, "Basic realm=\"deskside\"")];
                (StatusCode::UNAUTHORIZED, challenge, answer).into_response()
            }
            Self::InvalidRequest | Self::UnsupportedGrantType => {
                (StatusCode::BAD_REQUEST, answer).into_response()
            }
        }
    }
}

/// The way in, with its limit.
pub fn desk<T: 'static>(issue: impl Handler<T, AppState>) -> MethodRouter<AppState> {
    post(issue).layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// A token for this machine, where it proves that it is that client.
pub async fn issue(
    service: &Service,
    caller: &Caller,
    client: &Digest,
    scope: &'static str,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        Err(rejection) => return rejection.status().into_response(),
    };
    let Ok(form) = serde_urlencoded::from_bytes::<Form>(&body) else {
        return Denial::InvalidRequest.into_response();
    };
    match is_client(client, &headers, &form) {
        None => return Denial::InvalidRequest.into_response(),
        Some(false) => {
            let key = caller.key();
            tracing::warn!("a token for {key} was asked for without the right credential");
            return Denial::InvalidClient.into_response();
        }
        Some(true) => {}
    }
    match form.grant_type.as_deref() {
        Some("client_credentials") => {}
        Some(_) => return Denial::UnsupportedGrantType.into_response(),
        None => return Denial::InvalidRequest.into_response(),
    }
    match service.issue_token(caller).await {
        Ok(issued) => Json(Issued {
            access_token: issued.token,
            token_type: "Bearer",
            expires_in: issued.life.as_secs(),
            scope,
        })
        .into_response(),
        Err(error) => unavailable(&error),
    }
}

/// Whether this is the client; `None` when it proves itself in two ways at once, which the RFC forbids.
fn is_client(client: &Digest, headers: &HeaderMap, form: &Form) -> Option<bool> {
    let by_header = headers.contains_key(header::AUTHORIZATION);
    match &form.client_secret {
        Some(_) if by_header => None,
        Some(secret) => {
            let id = form.client_id.as_deref().unwrap_or_default();
            Some(Digest::of_pair(id, secret) == *client)
        }
        None => Some(basic(headers).is_some_and(|pair| is_pair(client, &pair))),
    }
}

/// The RFC wants id and secret encoded like a form before they are joined. Many clients leave that out.
fn is_pair(client: &Digest, pair: &[u8]) -> bool {
    if Digest::of(pair) == *client {
        return true;
    }
    let Some(form) = std::str::from_utf8(pair)
        .ok()
        .map(|pair| pair.replacen(':', "=", 1))
    else {
        return false;
    };
    match serde_urlencoded::from_str::<Vec<(String, String)>>(&form).as_deref() {
        Ok([(id, secret)]) => Digest::of_pair(id, secret) == *client,
        _ => false,
    }
}

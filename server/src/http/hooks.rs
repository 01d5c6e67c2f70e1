//! `POST|PUT|PATCH /hooks/nexthink/{source}`: what a webhook sends is kept as it came; see `service`'s inbox for what
//! becomes of it.

mod proof;
mod sources;
#[cfg(test)]
mod tests;
pub mod token;

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest as _, Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use service::{HookCount, StoreError};

pub use sources::Sources;

use crate::state::AppState;

/// The largest body of a webhook, in bytes.
const LARGEST_BODY: usize = 256 * 1024;

/// How long a source is asked to wait while the store fails, in seconds.
const WAIT: &str = "10";

/// The way in, with its methods and its limit.
pub fn door() -> MethodRouter<AppState> {
    let methods = MethodFilter::POST.or(MethodFilter::PUT).or(MethodFilter::PATCH);
    on(methods, receive).layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// Keeps a body. Nothing of it is read before the source has proven itself.
async fn receive(State(state): State<AppState>, Path(source): Path<String>, request: Request) -> Response {
    let Some((source, guard)) = state.hooks.find(&source) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let counts = state.service.hook_counts();
    match guard.admits(&state.service, source, request.headers()).await {
        Ok(true) => {}
        Ok(false) => {
            counts.add(HookCount::Refused);
            tracing::warn!(%source, "a webhook of {source} came without the right credential");
            return refused(guard.challenge());
        }
        Err(error) => return unavailable(&error),
    }
    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        Err(rejection) => {
            let status = rejection.status();
            if status == StatusCode::PAYLOAD_TOO_LARGE {
                counts.add(HookCount::TooLarge);
                tracing::warn!(%source, "a webhook of {source} is larger than {LARGEST_BODY} bytes");
            }
            return status.into_response();
        }
    };
    match state.service.take_in(source, &body).await {
        Ok(_) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => unavailable(&error),
    }
}

fn refused(challenge: &'static str) -> Response {
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, challenge)]).into_response()
}

fn unavailable(error: &StoreError) -> Response {
    tracing::error!("a webhook cannot be kept: {error}");
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, WAIT)]).into_response()
}

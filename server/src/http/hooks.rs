//! `POST|PUT|PATCH /hooks/nexthink/{source}`: what a webhook sends is kept as it came; see `service`'s inbox for what
//! becomes of it.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest as _, Path, Request, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use domain::HookSource;
use service::{Caller, HookCount};

use super::machine::{guard::Guard, refused, token, unavailable};
use crate::{config::Hook, fault::Fault, state::AppState};

/// The largest body of a webhook, in bytes.
const LARGEST_BODY: usize = 256 * 1024;

/// What a token of a source allows.
const SCOPE: &str = "webhooks";

/// Every source, with what it has to prove.
pub struct Sources(BTreeMap<HookSource, Guard>);

impl Sources {
    /// The sources as configured.
    ///
    /// # Errors
    /// When a secret cannot be read or is too short.
    pub fn new(hooks: &BTreeMap<HookSource, Hook>) -> Result<Self, Fault> {
        let guarded = hooks.iter().map(|(source, hook)| {
            let guard = Guard::of(&hook.credential, &hook.secret(source)?);
            Ok((source.clone(), guard))
        });
        guarded.collect::<Result<_, Fault>>().map(Self)
    }

    fn find(&self, name: &str) -> Option<(&HookSource, &Guard)> {
        self.0.get_key_value(&name.parse().ok()?)
    }
}

/// The way in, with its methods and its limit.
pub fn door() -> MethodRouter<AppState> {
    let methods = MethodFilter::POST.or(MethodFilter::PUT).or(MethodFilter::PATCH);
    on(methods, receive).layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// `POST /hooks/nexthink/{source}/token`: a token for a source that proves itself by one.
pub fn token_desk() -> MethodRouter<AppState> {
    token::desk(issue)
}

async fn issue(State(state): State<AppState>, Path(source): Path<String>, request: Request) -> Response {
    let Some((source, Guard::OAuth2(client))) = state.hooks.find(&source) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let caller = Caller::Hook(source.clone());
    let answer = token::issue(&state.service, &caller, client, SCOPE, request).await;
    if answer.status() == StatusCode::UNAUTHORIZED {
        state.service.hook_counts().add(HookCount::Refused);
    }
    answer
}

/// Keeps a body. Nothing of it is read before the source has proven itself.
async fn receive(State(state): State<AppState>, Path(source): Path<String>, request: Request) -> Response {
    let Some((source, guard)) = state.hooks.find(&source) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let counts = state.service.hook_counts();
    let caller = Caller::Hook(source.clone());
    match guard.admits(&state.service, &caller, request.headers()).await {
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

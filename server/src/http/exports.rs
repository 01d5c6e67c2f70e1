//! `POST|PUT /exports/{feed}`: a file of exported data is put in force while it comes; see `bring.rs` of `service` for when
//! it is.

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, io};

use axum::{
    extract::{Path, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use domain::FeedName;
use futures::TryStreamExt as _;
use service::{BringError, Brought, Caller, Feed};

use super::machine::{guard::Guard, later, refused, token, unavailable};
use crate::{
    config::Export,
    fault::Fault,
    state::AppState,
    tenant::{Fetched, FileLimits},
};

/// What a token of a feed allows.
const SCOPE: &str = "exports";

/// How bodies may be packed. What they are packed by is told from their first bytes.
const PACKED_BY: [&str; 3] = ["gzip", "zstd", "identity"];

/// Every feed that is sent, with what it has to prove.
pub struct Feeds(BTreeMap<FeedName, Door>);

/// The way in of a feed.
struct Door {
    guard: Guard,
    feed: Feed,
    limits: FileLimits,
}

impl Feeds {
    /// The feeds as configured.
    ///
    /// # Errors
    /// When a secret cannot be read or is too short.
    pub fn new(exports: &BTreeMap<FeedName, Export>) -> Result<Self, Fault> {
        let mut doors = BTreeMap::new();
        for (name, export) in exports {
            // What is fetched has no way in.
            if let Some(credential) = &export.credential {
                let door = Door {
                    guard: Guard::of(credential, &export.secret(name, credential)?),
                    feed: export.feed(),
                    limits: export.limits(),
                };
                doors.insert(name.clone(), door);
            }
        }
        Ok(Self(doors))
    }

    fn find(&self, name: &str) -> Option<(&FeedName, &Door)> {
        self.0.get_key_value(&name.parse().ok()?)
    }
}

/// The way in, with its methods. It has no limit but that of the feed: a body is never held.
pub fn door() -> MethodRouter<AppState> {
    on(MethodFilter::POST.or(MethodFilter::PUT), receive)
}

/// `POST /exports/{feed}/token`: a token for a feed that proves itself by one.
pub fn token_desk() -> MethodRouter<AppState> {
    token::desk(issue)
}

async fn issue(State(state): State<AppState>, Path(name): Path<String>, request: Request) -> Response {
    let Some((name, door)) = state.exports.find(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Guard::OAuth2(client) = &door.guard else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let caller = Caller::Feed(name.clone());
    token::issue(&state.service, &caller, client, SCOPE, request).await
}

/// Puts a body in force. Nothing of it is read before the feed has proven itself.
async fn receive(State(state): State<AppState>, Path(name): Path<String>, request: Request) -> Response {
    let Some((name, door)) = state.exports.find(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let caller = Caller::Feed(name.clone());
    match door
        .guard
        .admits(&state.service, &caller, request.headers())
        .await
    {
        Ok(true) => {}
        Ok(false) => {
            tracing::warn!(feed = %name, "a file of feed {name} came without the right credential");
            return refused(door.guard.challenge());
        }
        Err(error) => return unavailable(&error),
    }
    if !is_readable(request.headers()) {
        let said = "the body may be packed by gzip or zstd only\n";
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, said).into_response();
    }
    match put_in_force(&state, name, door, request).await {
        Some(answer) => said_of(answer),
        None => later(),
    }
}

/// `None` when it broke off because the server stops.
async fn put_in_force(
    state: &AppState,
    name: &FeedName,
    door: &Door,
    request: Request,
) -> Option<Result<Brought, BringError>> {
    let (service, stop) = (state.service.clone(), state.stop.clone());
    let came_at = service.now();
    let body = request.into_body().into_data_stream().map_err(io::Error::other);
    let mut file = Fetched::of(door.feed.set, body, door.limits, stop.clone());
    let (name, feed) = (name.clone(), door.feed);
    // Whoever sends it may go away: what was begun is ended all the same.
    let work = tokio::spawn(async move { service.bring(&name, feed, &mut file, came_at).await });
    match work.await {
        Ok(Err(BringError::Interrupted(_))) if stop.is_cancelled() => None,
        Ok(answer) => Some(answer),
        Err(error) => {
            tracing::error!("a file of exported data was not taken to its end: {error}");
            None
        }
    }
}

fn is_readable(headers: &HeaderMap) -> bool {
    let said = headers.get_all(header::CONTENT_ENCODING);
    said.into_iter().all(|value| {
        let value = value.to_str().unwrap_or_default().trim();
        PACKED_BY.iter().any(|known| value.eq_ignore_ascii_case(known))
    })
}

fn said_of(answer: Result<Brought, BringError>) -> Response {
    let error = match answer {
        Ok(_) => return StatusCode::NO_CONTENT.into_response(),
        Err(error) => error,
    };
    let status = match &error {
        BringError::Busy | BringError::Older { .. } => StatusCode::CONFLICT,
        BringError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
        BringError::Interrupted(_)
        | BringError::Unfit(_)
        | BringError::Unread { .. }
        | BringError::Empty(_)
        | BringError::Outdated { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        BringError::Store(error) => return unavailable(error),
    };
    let mut said = format!("{error}\n");
    if let BringError::Unread { first, .. } = &error {
        said.extend(first.iter().map(|row| format!("at {}: {}\n", row.line, row.why)));
    }
    (status, said).into_response()
}

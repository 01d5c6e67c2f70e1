//! `GET /events`: what happens, as it happens (server-sent events).

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderName, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures::stream::{self, Stream, StreamExt as _};
use jiff::SignedDuration;
use serde::Deserialize;
use service::{Cursor, EventKind, Service};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::{security::Nonce, signed_in::SignedIn};
use crate::state::AppState;

/// A stream ends by itself after this long, so that no proxy ends it first, and up to a minute later, so that not
/// all of them come back at once.
const SHORTEST_LIFE: Duration = Duration::from_secs(240);
const JITTER_SECONDS: u64 = 60;
/// Proxies cut what is silent for longer.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How long a browser waits before it comes back.
const RETRY: Duration = Duration::from_secs(2);

/// Where to go on from.
#[derive(Debug, Deserialize)]
pub struct After {
    after: Option<i64>,
}

/// Streams the employee's events, from the last one that the browser has seen.
pub async fn stream(
    State(state): State<AppState>,
    SignedIn { employee, until }: SignedIn,
    Query(After { after }): Query<After>,
    axum::Extension(Nonce(nonce)): axum::Extension<Nonce>,
    headers: HeaderMap,
) -> Response {
    let seen = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse().ok());
    let listening = Listening {
        cursor: state.service.listen(&employee, seen.or(after)),
        service: state.service.clone(),
        stop: state.stop.clone(),
        ends: Instant::now()
            + life(
                &nonce,
                until.map(|until| until.duration_since(state.service.now())),
            ),
    };
    let hello = stream::once(async { Ok(Event::default().event("hello").data("{}").retry(RETRY)) });
    let events = hello.chain(listening.into_stream());
    let headers = [
        (header::CACHE_CONTROL, "no-cache, no-transform"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (
        headers,
        Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)),
    )
        .into_response()
}

/// Not past the end of the sign-in.
fn life(nonce: &Arc<str>, left: Option<SignedDuration>) -> Duration {
    let jitter = nonce.bytes().fold(0_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    }) % JITTER_SECONDS;
    let longest = SHORTEST_LIFE + Duration::from_secs(jitter);
    left.map_or(longest, |left| left.unsigned_abs().min(longest))
}

struct Listening {
    cursor: Cursor,
    service: Service,
    stop: CancellationToken,
    ends: Instant,
}

impl Listening {
    /// Nothing is buffered here: events are read from the store when the browser has taken the last ones.
    fn into_stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, async |mut this| {
            let events = tokio::select! {
                events = this.service.next_events(&mut this.cursor) => events,
                () = sleep_until(this.ends) => return None,
                () = this.stop.cancelled() => return None,
            };
            match events {
                Ok(events) => {
                    let events: Vec<_> = events.iter().filter_map(encode).map(Ok).collect();
                    Some((stream::iter(events), this))
                }
                Err(error) => {
                    tracing::error!("a stream cannot read its events: {error}");
                    None
                }
            }
        })
        .flatten()
    }
}

fn encode(event: &service::Event) -> Option<Event> {
    let name = match event.kind {
        EventKind::Execution { .. } => "execution",
        EventKind::Figures => "figures",
    };
    let event = Event::default()
        .id(event.id.to_string())
        .event(name)
        .json_data(&event.kind);
    event
        .inspect_err(|error| tracing::error!("an event cannot be written: {error}"))
        .ok()
}

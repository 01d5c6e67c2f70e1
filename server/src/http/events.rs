//! `GET /events`: what happens, as it happens (server-sent events).

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderName, header},
    response::{IntoResponse, Response},
};
use futures::stream::{self, Stream, StreamExt as _};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use service::{Cursor, EventKind, Service};
use store::Sessions;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use tower_sessions::{Session, SessionStore as _, session::Id};

use super::{metrics::OpenStream, security::Nonce, signed_in::SignedIn};
use crate::{connections::handover::Handover, state::AppState};

/// A stream ends by itself after this long, so that no proxy ends it first, and up to a minute later, so that not
/// all of them come back at once.
const SHORTEST_LIFE: Duration = Duration::from_secs(240);
const JITTER_SECONDS: u64 = 60;
/// Proxies cut what is silent for longer.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// The last event of a stream whose sign-in does not hold any more.
const END: &str = "event: end\ndata: {}\n\n";
/// Says that the pages may say something else now. It has no id: it is nobody's, and is not told again.
const CONTENT: &str = "event: content\ndata: {}\n\n";
/// Not all open pages ask at once then.
const SPREAD_SECONDS: u64 = 5;
/// How often a silent stream looks whether its sign-in still holds. An event looks at once.
const RECHECK: Duration = Duration::from_secs(15);
/// The first event, which says that the stream is open, and how many milliseconds a browser waits before it comes back.
const HELLO: &str = "event: hello\nretry: 2000\ndata: {}\n\n";

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
    axum::Extension(session): axum::Extension<Session>,
    axum::Extension(handover): axum::Extension<Handover>,
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
        _counted: state.traffic.stream(),
        signed_in: until.and_then(|until| {
            Some(SignInHolds {
                until,
                id: session.id()?,
                sessions: state.sessions.clone(),
            })
        }),
        over: false,
        contents: from_now_on(&state.contents),
        spread: Duration::from_millis(spread(&nonce, SPREAD_SECONDS * 1000)),
        tells_content: None,
        ends: Instant::now()
            + life(
                &nonce,
                until.map(|until| until.duration_since(state.service.now())),
            ),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-cache, no-transform"),
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    let body = handover.body(HELLO, listening.into_stream().boxed(), (":\n\n", HEARTBEAT));
    (headers, body).into_response()
}

/// The page that opens the stream was made of what holds now, so that it has to hear of what comes after only.
fn from_now_on(contents: &watch::Receiver<u64>) -> watch::Receiver<u64> {
    let mut contents = contents.clone();
    contents.mark_unchanged();
    contents
}

/// A number below `most`, another one for each stream.
fn spread(nonce: &str, most: u64) -> u64 {
    nonce.bytes().fold(0_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    }) % most
}

/// Not past the end of the sign-in.
fn life(nonce: &Arc<str>, left: Option<SignedDuration>) -> Duration {
    let longest = SHORTEST_LIFE + Duration::from_secs(spread(nonce, JITTER_SECONDS));
    left.map_or(longest, |left| left.unsigned_abs().min(longest))
}

struct Listening {
    cursor: Cursor,
    service: Service,
    stop: CancellationToken,
    _counted: OpenStream,
    ends: Instant,
    /// `None` where a proxy signs people in: each request is proven by itself.
    signed_in: Option<SignInHolds>,
    over: bool,
    contents: watch::Receiver<u64>,
    spread: Duration,
    /// When to say that the content has changed.
    tells_content: Option<Instant>,
}

/// What tells whether the sign-in that opened the stream still holds.
struct SignInHolds {
    until: Timestamp,
    id: Id,
    sessions: Sessions,
}

impl SignInHolds {
    async fn ask(&self, now: Timestamp) -> bool {
        now < self.until && matches!(self.sessions.load(&self.id).await, Ok(Some(_)))
    }
}

impl Listening {
    /// Nothing is buffered here: events are read from the store when the browser has taken the last ones.
    fn into_stream(self) -> impl Stream<Item = String> {
        stream::unfold(self, async |mut this| {
            if this.over {
                return None;
            }
            let mut content_is_due = false;
            let events = tokio::select! {
                events = this.service.next_events(&mut this.cursor) => events,
                () = sleep(RECHECK) => Ok(Vec::new()),
                Ok(()) = this.contents.changed(), if this.tells_content.is_none() => {
                    this.tells_content = Some(Instant::now() + this.spread);
                    Ok(Vec::new())
                }
                () = sleep_until(this.tells_content.unwrap_or(this.ends)), if this.tells_content.is_some() => {
                    this.tells_content = None;
                    content_is_due = true;
                    Ok(Vec::new())
                }
                () = sleep_until(this.ends) => return None,
                () = this.stop.cancelled() => return None,
            };
            if let Some(signed_in) = &this.signed_in
                && !signed_in.ask(this.service.now()).await
            {
                // Nothing of what happened since is for whoever sits there now.
                this.over = true;
                return Some((END.to_owned(), this));
            }
            match events {
                Ok(events) => {
                    let mut text: String = events.iter().filter_map(|event| encode(event)).collect();
                    if content_is_due {
                        text.push_str(CONTENT);
                    }
                    Some((text, this))
                }
                Err(error) => {
                    tracing::error!("a stream cannot read its events: {error}");
                    None
                }
            }
        })
        .filter(|text| std::future::ready(!text.is_empty()))
    }
}

/// As the event stream has it. JSON has no line breaks of its own.
fn encode(event: &service::Event) -> Option<String> {
    let name = match event.kind {
        EventKind::Execution { .. } => "execution",
        EventKind::Figures | EventKind::Trends => "figures",
        EventKind::Diagnosis { .. } => "diagnosis",
        EventKind::HandOver { .. } => "hand_over",
        EventKind::Feedback { .. } => "feedback",
        EventKind::Preferences => "preferences",
    };
    serde_json::to_string(&event.kind)
        .map(|data| format!("id: {}\nevent: {name}\ndata: {data}\n\n", event.id))
        .inspect_err(|error| tracing::error!("an event cannot be written: {error}"))
        .ok()
}

#[cfg(test)]
mod tests {
    use tokio::sync::watch;

    use super::from_now_on;

    #[test]
    fn a_stream_tells_of_what_changes_after_it_was_opened() {
        let (news, contents) = watch::channel(0);
        news.send(1).unwrap();
        let mut opened = from_now_on(&contents);
        assert!(!opened.has_changed().unwrap());
        news.send(2).unwrap();
        assert!(opened.has_changed().unwrap());
        opened.mark_unchanged();
        assert!(contents.has_changed().unwrap(), "others have their own");
    }
}

//! Which session a request comes with, and how its browser is told of it.
//!
//! A session is carried by a cookie of our own pages, by one that a frame in somebody else's page keeps, or by a bearer
//! in the memory of a frame that may keep none. Whichever it was begun for is the only one that it counts by.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use jiff::{SignedDuration, Timestamp};
use store::{Carrier, SignIn};
use tower_sessions::{Expiry, Session, SessionStore as _, session::Id};

use super::{
    cookies,
    framed::{Framed, Wishes},
};
use crate::{config, state::AppState};

/// The cookie of a frame. Browsers take it over TLS only, and on loopback.
const FRAME_COOKIE: &str = "__Host-deskside-frame";

/// How sessions are carried, and for how long.
#[derive(Debug)]
pub struct Carriers {
    secure: bool,
    idle: SignedDuration,
    bearer: SignedDuration,
    absolute: SignedDuration,
}

impl Carriers {
    /// As configured. `secure` says whether employees come over TLS.
    pub fn new(limits: &config::Session, secure: bool) -> Self {
        Self {
            secure,
            idle: limits.idle(),
            bearer: limits.bearer(),
            absolute: limits.absolute(),
        }
    }

    /// After how long without use a session ends.
    pub fn idle(&self, carrier: Carrier) -> SignedDuration {
        match carrier {
            Carrier::Cookie | Carrier::FrameCookie => self.idle,
            Carrier::Bearer => self.bearer,
        }
    }

    /// When a session that is used now ends unless it is used again; by our clock, not by the machine's.
    pub fn expiry(&self, carrier: Carrier, now: Timestamp) -> Expiry {
        let end = now.saturating_add(self.idle(carrier)).unwrap_or(now);
        let end = time::OffsetDateTime::from_unix_timestamp(end.as_second());
        Expiry::AtDateTime(end.unwrap_or(time::OffsetDateTime::UNIX_EPOCH))
    }

    /// When a sign-in that begins now ends in any case.
    pub fn end(&self, now: Timestamp) -> Timestamp {
        now.saturating_add(self.absolute).unwrap_or(now)
    }

    /// Whether employees come over TLS.
    pub const fn secure(&self) -> bool {
        self.secure
    }

    const fn cookie(&self) -> &'static str {
        if self.secure {
            "__Host-deskside"
        } else {
            "deskside"
        }
    }

    /// The cookie that brings this session back; a frame without cookies keeps its bearer by itself.
    pub fn set_cookie(&self, carrier: Carrier, value: &str, seconds: i64) -> Option<HeaderValue> {
        let (name, rest) = match carrier {
            Carrier::Cookie if self.secure => (self.cookie(), "; SameSite=Lax; Secure"),
            Carrier::Cookie => (self.cookie(), "; SameSite=Lax"),
            Carrier::FrameCookie => (FRAME_COOKIE, "; SameSite=None; Secure; Partitioned"),
            Carrier::Bearer => return None,
        };
        HeaderValue::try_from(format!(
            "{name}={value}; Path=/; HttpOnly; Max-Age={seconds}{rest}"
        ))
        .ok()
    }
}

/// How the session of this request came; `None` for a request that brought none.
#[derive(Debug, Clone, Copy)]
pub struct CarriedBy(pub Option<Carrier>);

/// Gives a request its session, and the answer its cookie.
pub async fn carry(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let framed = request.extensions().get::<Framed>().is_some();
    let wishes = framed.then(|| Wishes::of(request.uri()));
    let brought = brought(&state, wishes.as_ref(), request.headers()).await;
    let carrier = brought.map(|(carrier, _)| carrier);
    let session = Session::new(
        brought.map(|(_, id)| id),
        Arc::new(state.sessions.clone()),
        Some(
            state
                .carriers
                .expiry(carrier.unwrap_or(Carrier::Cookie), state.service.now()),
        ),
    );
    request.extensions_mut().insert(session.clone());
    request.extensions_mut().insert(CarriedBy(carrier));
    let mut response = next.run(request).await;
    match settle(&state, &session, carrier).await {
        Ok(Some(cookie)) => {
            response.headers_mut().append(header::SET_COOKIE, cookie);
            response
        }
        Ok(None) => response,
        Err(error) => {
            tracing::error!("a session cannot be written: {error}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// The session that a request brings. A cookie of our own pages comes with a frame only where the page around it is of the
/// same site; it is not for a frame whose host page says who sits there, which may be somebody else.
async fn brought(state: &AppState, wishes: Option<&Wishes>, headers: &HeaderMap) -> Option<(Carrier, Id)> {
    let by_cookie = |name| cookies::value(headers, name).and_then(|id| id.parse().ok());
    let top = by_cookie(state.carriers.cookie()).map(|id| (Carrier::Cookie, id));
    let Some(wishes) = wishes else {
        return top;
    };
    if let Some(bearer) = bearer(headers) {
        return bearer.parse().ok().map(|id| (Carrier::Bearer, id));
    }
    let frame = by_cookie(FRAME_COOKIE).map(|id| (Carrier::FrameCookie, id));
    if wishes.identifies() {
        return frame;
    }
    match &frame {
        // What cannot be read is no reason to take another.
        Some((_, id)) if !matches!(state.sessions.load(id).await, Ok(None)) => frame,
        _ => top.or(frame),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, id) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| id.trim())
}

/// Writes what was changed, and says which cookie the browser gets.
async fn settle(
    state: &AppState,
    session: &Session,
    brought: Option<Carrier>,
) -> Result<Option<HeaderValue>, tower_sessions::session::Error> {
    if session.is_empty().await {
        return Ok(brought.and_then(|carrier| state.carriers.set_cookie(carrier, "", 0)));
    }
    if !session.is_modified() {
        return Ok(None);
    }
    let held: Option<SignIn> = session.get(SignIn::KEY).await?;
    let carrier = held.map_or(Carrier::Cookie, |held| held.carrier);
    session.set_expiry(Some(state.carriers.expiry(carrier, state.service.now())));
    session.save().await?;
    let id = session.id().map(|id| id.to_string()).unwrap_or_default();
    let seconds = state.carriers.idle(carrier).as_secs();
    Ok(state.carriers.set_cookie(carrier, &id, seconds))
}

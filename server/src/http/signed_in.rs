//! Proves who asks. The only place that makes an [`Employee`].

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use domain::Identity;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use service::Employee;
use std::net::SocketAddr;
use tower_sessions::{Session, session};

use super::{page::Page, peer::is_within, problem::Problem};
use crate::{config::Proxy, people, state::AppState};

/// The key of [`Held`] in a session.
const HELD: &str = "held";

/// How long a sign-in holds.
const LIFE: SignedDuration = SignedDuration::from_hours(8);

/// What a session holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Held {
    identity: Identity,
    until: Timestamp,
}

/// An employee who has been proven to be who they say.
pub struct SignedIn {
    /// Who.
    pub employee: Employee,
    /// Until when the proof holds; `None` where each request is proven by itself.
    pub until: Option<Timestamp>,
}

/// Nobody is signed in.
pub enum SignedOut {
    /// A script asks; it is told by the status.
    Script,
    /// A person asks, and can sign in here.
    SignIn {
        /// Where to go afterwards.
        back: String,
    },
    /// A person asks, and the proxy should have signed them in.
    Refused(Box<Problem>),
}

impl IntoResponse for SignedOut {
    fn into_response(self) -> Response {
        match self {
            Self::Script => (StatusCode::UNAUTHORIZED, [(header::CACHE_CONTROL, "no-store")]).into_response(),
            Self::SignIn { back } => {
                Redirect::to(&format!("/sign-in?back={}", form_urlencode(&back))).into_response()
            }
            Self::Refused(problem) => problem.into_response(),
        }
    }
}

fn form_urlencode(text: &str) -> String {
    serde_urlencoded::to_string([("", text)])
        .map(|pair| pair.trim_start_matches('=').to_owned())
        .unwrap_or_default()
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = SignedOut;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, SignedOut> {
        let proven = match &state.sign_in.proxy {
            Some(proxy) => named_by_proxy(proxy, parts).map(|identity| (identity, None)),
            None => named_by_session(parts, state.service.now())
                .await
                .map(|held| (held.identity, Some(held.until))),
        };
        match proven {
            Some((identity, until)) => Ok(Self {
                employee: prove(identity),
                until,
            }),
            None if !accepts_html(&parts.headers) => Err(SignedOut::Script),
            None if state.sign_in.proxy.is_some() => {
                let Ok(page) = Page::from_request_parts(parts, state).await;
                Err(SignedOut::Refused(Box::new(Problem::signed_out(&page.context))))
            }
            None => Err(SignedOut::SignIn {
                back: parts
                    .uri
                    .path_and_query()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            }),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "called with what a session or a trusted proxy has proven, and nowhere else"
)]
fn prove(identity: Identity) -> Employee {
    Employee::vouch(identity)
}

/// Begins a session for this person, under a new id, so that nobody can have prepared it.
pub async fn begin(session: &Session, identity: Identity, now: Timestamp) -> Result<(), session::Error> {
    session.cycle_id().await?;
    let until = now.saturating_add(LIFE).unwrap_or(now);
    session.insert(HELD, Held { identity, until }).await
}

async fn named_by_session(parts: &Parts, now: Timestamp) -> Option<Held> {
    let session = parts.extensions.get::<Session>()?;
    match session.get::<Held>(HELD).await {
        Ok(held) => held.filter(|held| held.until > now),
        Err(error) => {
            tracing::error!("a session cannot be read: {error}");
            None
        }
    }
}

fn named_by_proxy(proxy: &Proxy, parts: &Parts) -> Option<Identity> {
    let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
    if !is_within(&proxy.networks, *peer) {
        return None;
    }
    // Two headers of one name: somebody tries to add their own.
    let mut users = parts.headers.get_all(&proxy.user_header).into_iter();
    let user = users.next()?.to_str().ok()?;
    if users.next().is_some() {
        return None;
    }
    let name = proxy
        .name_header
        .as_ref()
        .and_then(|name| parts.headers.get(name))
        // Names have accents; the user above must not: case folding would make two of them one.
        .and_then(|name| std::str::from_utf8(name.as_bytes()).ok());
    people::identity(user, name).ok()
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

//! Proves who asks. The only place that makes an [`Employee`].

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use domain::{Claimed, Identity};
use jiff::Timestamp;
use service::Employee;
use store::{Carrier, SignIn};
use tower_sessions::Session;

use super::{
    framed::{Framed, Wishes},
    page::Page,
    peer::is_within,
    problem::Problem,
    session::CarriedBy,
};
use crate::{config::Proxy, sign_in::Rights, state::AppState};

/// Where a session holds when it was used last.
const USED: &str = "used_at";

/// The use of a session is written down this often within its idle time, and not at each request.
const NOTES: i64 = 12;

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
    /// A person asks, inside somebody else's page.
    Connect(Box<str>),
    /// A person asks, and cannot sign in here.
    Refused(Box<Problem>),
}

impl IntoResponse for SignedOut {
    fn into_response(self) -> Response {
        match self {
            Self::Script => (StatusCode::UNAUTHORIZED, [(header::CACHE_CONTROL, "no-store")]).into_response(),
            Self::SignIn { back } => Redirect::to(&sign_in_address(&back)).into_response(),
            Self::Connect(body) => (StatusCode::UNAUTHORIZED, Html(String::from(body))).into_response(),
            Self::Refused(problem) => problem.into_response(),
        }
    }
}

/// Where somebody signs in who wants to go to `back`.
pub fn sign_in_address(back: &str) -> String {
    let query = serde_urlencoded::to_string([("back", back)]).unwrap_or_default();
    format!("/sign-in?{query}")
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = SignedOut;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, SignedOut> {
        // A frame that has a credential of its own, or is about to get one, is its session's person or nobody.
        let own = matches!(
            parts.extensions.get(),
            Some(CarriedBy(Some(Carrier::Bearer | Carrier::FrameCookie)))
        );
        if let Some(proxy) = &state.ways.proxy
            && !(own || identifies(parts))
            && let Some(claimed) = named_by_proxy(proxy, &state.ways.rights, parts)
        {
            return match state.service.identify(claimed.clone()).await {
                Ok(identity) => Ok(Self {
                    employee: prove(identity),
                    until: None,
                }),
                Err(error) => {
                    let Ok(page) = Page::from_request_parts(parts, state).await;
                    let problem = Problem::unidentified(&page.context, &claimed, error);
                    Err(SignedOut::Refused(Box::new(problem)))
                }
            };
        }
        match named_by_session(parts, state).await {
            Some(held) => Ok(Self {
                until: Some(held.until),
                employee: prove(held.identity),
            }),
            None => Err(signed_out(parts, state).await),
        }
    }
}

async fn signed_out(parts: &mut Parts, state: &AppState) -> SignedOut {
    if !accepts_html(&parts.headers) {
        return SignedOut::Script;
    }
    let Ok(page) = Page::from_request_parts(parts, state).await;
    if page.context.frame.is_some() {
        return SignedOut::Connect(app::pages::connect(&page.context, state.ways.is_interactive()).into());
    }
    if state.ways.is_interactive() {
        return SignedOut::SignIn {
            back: page.context.path,
        };
    }
    SignedOut::Refused(Box::new(Problem::signed_out(&page.context)))
}

#[expect(
    clippy::disallowed_methods,
    reason = "called with what a session or a trusted proxy has proven, and nowhere else"
)]
fn prove(identity: Identity) -> Employee {
    Employee::vouch(identity)
}

/// Begins a session for this person, under a new id and with nothing from before in it, so that nobody can have prepared
/// it.
///
/// # Errors
/// When it cannot be written.
pub async fn begin(session: &Session, sign_in: &SignIn) -> Result<(), tower_sessions::session::Error> {
    session.clear().await;
    session.cycle_id().await?;
    session.insert(SignIn::KEY, sign_in).await?;
    session.insert(USED, sign_in.begun_at).await
}

async fn named_by_session(parts: &Parts, state: &AppState) -> Option<SignIn> {
    let session = parts.extensions.get::<Session>()?;
    let CarriedBy(carrier) = *parts.extensions.get::<CarriedBy>()?;
    let held = match session.get::<SignIn>(SignIn::KEY).await {
        Ok(held) => held?,
        Err(error) => {
            tracing::error!("a session cannot be read: {error}");
            return None;
        }
    };
    if Some(held.carrier) != carrier || !state.ways.knows(&held.way) {
        return None;
    }
    // A document never comes with a bearer.
    if held.carrier != Carrier::Bearer && host_will_say(parts) {
        return None;
    }
    let now = state.service.now();
    if !is_in_time(session, state, &held, now, is_use(parts)).await {
        if let Err(error) = session.flush().await {
            tracing::error!("a session cannot be ended: {error}");
        }
        return None;
    }
    if !state.renewals.still_holds(state, session, &held, now).await {
        return None;
    }
    Some(held)
}

/// Whether the page around this one is about to say by a token who sits there: by now that may be somebody else than when
/// the session began.
fn host_will_say(parts: &Parts) -> bool {
    let document = parts
        .headers
        .get("sec-fetch-dest")
        .is_none_or(|dest| dest != "empty");
    document && identifies(parts)
}

/// Whether this is in a frame whose host page says who sits there.
fn identifies(parts: &Parts) -> bool {
    parts.extensions.get::<Framed>().is_some() && Wishes::of(&parts.uri).identifies()
}

/// Pages that keep themselves up to date do not keep a session alive.
fn is_use(parts: &Parts) -> bool {
    parts.method == Method::POST
        || (accepts_html(&parts.headers) && !parts.headers.contains_key("deskside-refresh"))
}

/// Whether a session has neither been idle nor gone on for too long. A use of it is noted.
async fn is_in_time(session: &Session, state: &AppState, held: &SignIn, now: Timestamp, used: bool) -> bool {
    let idle = state.carriers.idle(held.carrier);
    let last: Option<Timestamp> = session.get(USED).await.ok().flatten();
    let quiet = now.duration_since(last.unwrap_or(held.begun_at));
    if held.until <= now || quiet >= idle {
        return false;
    }
    if used
        && quiet.as_secs() >= idle.as_secs() / NOTES
        && let Err(error) = session.insert(USED, now).await
    {
        tracing::error!("the use of a session cannot be noted: {error}");
    }
    true
}

/// Whom a trusted proxy names, as far as it does.
fn named_by_proxy(proxy: &Proxy, rights: &Rights, parts: &Parts) -> Option<Claimed> {
    let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
    if !is_within(&proxy.networks, *peer) {
        return None;
    }
    // Names have accents; whether an identifier may is for whoever looks it up.
    let text = |header: &str| {
        let mut values = parts.headers.get_all(header).into_iter();
        let value = std::str::from_utf8(values.next()?.as_bytes()).ok()?;
        // Two headers of one name: somebody tries to add their own.
        values.next().is_none().then(|| value.to_owned())
    };
    let groups = proxy.groups_header.as_deref().and_then(text).unwrap_or_default();
    Some(Claimed {
        by: proxy.identifier.into(),
        value: text(&proxy.user_header)?,
        name: proxy.name_header.as_deref().and_then(text),
        email: None,
        standing: rights.of(groups.split(',').map(str::trim)),
    })
}

fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

//! `POST /embed/session`: signs a frame in, by a token of its host page or by a code of its pop-up, and answers with the
//! page that it wants to show: one round trip.

use std::sync::Arc;

use app::links::local;
use axum::{
    Extension, Json, Router,
    body::Body,
    extract::{State, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use store::{Carrier, HandedOver, SignIn, Way};
use tower::ServiceExt as _;
use tower_sessions::{Session, SessionStore as _};

use super::refusal::Refusal;
use crate::{
    http::{client::Client, framed::Framed, security::Nonce, session::CarriedBy, signed_in::begin},
    sign_in::renewals,
    state::AppState,
};

/// The pages, to answer with one of them.
#[derive(Clone)]
pub struct Pages(pub Router);

/// Who sits there, and what they want to see.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// A token of the host page.
    token: Option<String>,
    /// A code of a pop-up.
    code: Option<String>,
    /// The page, as a path without `/embed`.
    path: String,
    /// Whether the frame may keep cookies.
    cookies: bool,
}

/// Signs in.
pub async fn open(
    State(state): State<AppState>,
    Client(from): Client,
    Extension(Pages(pages)): Extension<Pages>,
    Extension(nonce): Extension<Nonce>,
    (Extension(brought), Extension(carried)): (Extension<Session>, Extension<CarriedBy>),
    headers: HeaderMap,
    wanted: Result<Json<Wanted>, JsonRejection>,
) -> Response {
    match sign_in(&state, wanted).await {
        Ok((session, carrier, path)) => {
            retire(&state, &brought, carried, carrier).await;
            let id = session.id().map(|id| id.to_string()).unwrap_or_default();
            let mut page = page(pages, path, nonce, session, carrier, &headers).await;
            // Whatever becomes of the page: the sign-in has worked.
            *page.status_mut() = StatusCode::OK;
            let seconds = state.carriers.idle(carrier).as_secs();
            let answer = page.headers_mut();
            if let Some(cookie) = state.carriers.set_cookie(carrier, &id, seconds) {
                answer.append(header::SET_COOKIE, cookie);
            } else if let Ok(id) = HeaderValue::try_from(id) {
                answer.insert("deskside-bearer-seconds", HeaderValue::from(seconds));
                answer.insert("deskside-bearer", id);
            }
            page
        }
        Err(refusal) => {
            tracing::warn!(code = refusal.code(), "a frame was not signed in: {refusal}");
            if refusal.is_suspicious()
                && let Err(too_many) = state.attempts.failed(from, state.service.now()).await
            {
                return Refusal::TooMany(too_many).into_response();
            }
            refusal.into_response()
        }
    }
}

async fn sign_in(
    state: &AppState,
    wanted: Result<Json<Wanted>, JsonRejection>,
) -> Result<(Session, Carrier, Uri), Refusal> {
    let Json(wanted) = wanted.map_err(|_| Refusal::BadRequest)?;
    let path: Uri = local(&wanted.path).parse().map_err(|_| Refusal::BadRequest)?;
    let HandedOver {
        sign_in,
        followed_with,
    } = match (&wanted.token, &wanted.code) {
        (Some(token), None) => by_token(state, token).await?,
        (None, Some(code)) => state.sessions.take_over(code).await?.ok_or(Refusal::CodeUsed)?,
        _ => return Err(Refusal::BadRequest),
    };
    let carrier = match wanted.cookies {
        true => Carrier::FrameCookie,
        false => Carrier::Bearer,
    };
    let sign_in = SignIn { carrier, ..sign_in };
    let expiry = state.carriers.expiry(carrier, state.service.now());
    let session = Session::new(None, Arc::new(state.sessions.clone()), Some(expiry));
    begin(&session, &sign_in).await?;
    session.save().await?;
    if let Some(with) = followed_with {
        renewals::begin(&state.sessions, &session, &with).await?;
    }
    tracing::info!(employee = %sign_in.identity.id, way = %sign_in.way, "{} signed in, in a frame", sign_in.identity.id);
    Ok((session, carrier, path))
}

/// What the frame had before ends, when the new session takes its place; another one that came along, of our own pages for
/// example, is none of its business.
async fn retire(state: &AppState, brought: &Session, CarriedBy(before): CarriedBy, now: Carrier) {
    if before == Some(now)
        && let Some(id) = brought.id()
        && let Err(error) = state.sessions.delete(&id).await
    {
        tracing::error!("a session cannot be ended: {error}");
    }
}

/// Whom a token of the host page names. It is used up only when everything else about it is right.
async fn by_token(state: &AppState, token: &str) -> Result<HandedOver, Refusal> {
    let now = state.service.now();
    let hosts = state.ways.hosts().ok_or(Refusal::NoIssuer)?;
    let verified = hosts.verify(token, now).await?;
    let claimed = state.ways.claimed_by_host(&verified.issuer, &verified.claims)?;
    let way = Way::Token(verified.issuer);
    let first = state
        .sessions
        .use_token(&way.to_string(), &verified.jti, verified.expires)
        .await?;
    if !first {
        return Err(Refusal::Replayed);
    }
    let sign_in = SignIn {
        identity: state.service.identify(claimed).await?,
        way,
        carrier: Carrier::Bearer,
        begun_at: now,
        until: state.carriers.end(now),
        provider: None,
    };
    Ok(HandedOver {
        sign_in,
        followed_with: None,
    })
}

/// The page of this path, as whoever this session is of sees it.
async fn page(
    pages: Router,
    path: Uri,
    Nonce(nonce): Nonce,
    session: Session,
    carrier: Carrier,
    headers: &HeaderMap,
) -> Response {
    let mut asked = HeaderMap::new();
    if let Some(languages) = headers.get(header::ACCEPT_LANGUAGE) {
        asked.insert(header::ACCEPT_LANGUAGE, languages.clone());
    }
    asked.insert(header::ACCEPT, HeaderValue::from_static("text/html"));
    // What is asked for is put into a document that is there, by whoever has just signed in.
    asked.insert("sec-fetch-dest", HeaderValue::from_static("empty"));
    let ask = async |path: Uri| {
        let mut request = Request::new(Body::empty());
        *request.uri_mut() = path;
        *request.headers_mut() = asked.clone();
        let extensions = request.extensions_mut();
        extensions.insert(Framed);
        extensions.insert(Nonce(nonce.clone()));
        extensions.insert(session.clone());
        extensions.insert(CarriedBy(Some(carrier)));
        match pages.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    };
    let answer = ask(path).await;
    // Whoever has no device is sent from its page to the overview.
    match answer.status().is_redirection() {
        true => ask(Uri::from_static("/")).await,
        false => answer,
    }
}

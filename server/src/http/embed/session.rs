//! `POST /embed/session`: signs a frame in, by a token of its host page or by a code of its pop-up, and answers with the
//! page that it wants to show: one round trip.

use axum::{
    Extension, Json, Router,
    body::Body,
    extract::{State, rejection::JsonRejection},
    http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use store::{Carrier, SignIn, Way};
use tower::ServiceExt as _;
use tower_sessions::Session;

use super::refusal::Refusal;
use crate::{
    http::{
        back::local, client::Client, framed::Framed, security::Nonce, session::CarriedBy, signed_in::begin,
    },
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
    Extension(session): Extension<Session>,
    headers: HeaderMap,
    wanted: Result<Json<Wanted>, JsonRejection>,
) -> Response {
    let now = state.service.now();
    if let Err(too_many) = state.attempts.admit(from, now) {
        return Refusal::TooMany(too_many).into_response();
    }
    match sign_in(&state, &session, wanted).await {
        Ok((sign_in, path)) => {
            // Whatever becomes of the page: the sign-in has worked.
            let bearer = (sign_in.carrier == Carrier::Bearer)
                .then(|| session.id())
                .flatten();
            let mut page = page(pages, path, nonce, session, sign_in.carrier, &headers).await;
            *page.status_mut() = StatusCode::OK;
            if let Some(id) = bearer {
                let seconds = state.carriers.idle(Carrier::Bearer).as_secs();
                let answer = page.headers_mut();
                answer.insert("deskside-bearer-seconds", HeaderValue::from(seconds));
                if let Ok(id) = HeaderValue::try_from(id.to_string()) {
                    answer.insert("deskside-bearer", id);
                }
            }
            page
        }
        Err(refusal) => {
            if refusal.is_suspicious() {
                state.attempts.failed(from, now);
            }
            tracing::warn!(code = refusal.code(), "a frame was not signed in: {refusal}");
            refusal.into_response()
        }
    }
}

async fn sign_in(
    state: &AppState,
    session: &Session,
    wanted: Result<Json<Wanted>, JsonRejection>,
) -> Result<(SignIn, Uri), Refusal> {
    let Json(wanted) = wanted.map_err(|_| Refusal::BadRequest)?;
    let path: Uri = local(&wanted.path).parse().map_err(|_| Refusal::BadRequest)?;
    let proven = match (&wanted.token, &wanted.code) {
        (Some(token), None) => by_token(state, token).await?,
        (None, Some(code)) => state.sessions.take_over(code).await?.ok_or(Refusal::CodeUsed)?,
        _ => return Err(Refusal::BadRequest),
    };
    let carrier = match wanted.cookies {
        true => Carrier::FrameCookie,
        false => Carrier::Bearer,
    };
    let sign_in = SignIn { carrier, ..proven };
    begin(session, &sign_in).await?;
    session.set_expiry(Some(state.carriers.expiry(carrier)));
    session.save().await?;
    tracing::info!(employee = %sign_in.identity.id, way = %sign_in.way, "{} signed in, in a frame", sign_in.identity.id);
    Ok((sign_in, path))
}

/// Whom a token of the host page names. It is used up only when everything else about it is right.
async fn by_token(state: &AppState, token: &str) -> Result<SignIn, Refusal> {
    let now = state.service.now();
    let hosts = state.ways.hosts().ok_or(Refusal::NoIssuer)?;
    let verified = hosts.verify(token, now).await?;
    let claimed = state.ways.claimed_by_host(&verified.issuer, &verified.claims)?;
    let first = state
        .sessions
        .use_token(&verified.issuer, &verified.jti, verified.expires)
        .await?;
    if !first {
        return Err(Refusal::Replayed);
    }
    Ok(SignIn {
        identity: state.service.identify(claimed).await?,
        way: Way::Token(verified.issuer),
        carrier: Carrier::Bearer,
        begun_at: now,
        until: state.carriers.end(now),
        provider: None,
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
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = path;
    let asked = request.headers_mut();
    if let Some(languages) = headers.get(header::ACCEPT_LANGUAGE) {
        asked.insert(header::ACCEPT_LANGUAGE, languages.clone());
    }
    asked.insert(header::ACCEPT, HeaderValue::from_static("text/html"));
    // What is asked for is put into a document that is there, by whoever has just signed in.
    asked.insert("sec-fetch-dest", HeaderValue::from_static("empty"));
    let extensions = request.extensions_mut();
    extensions.insert(Framed);
    extensions.insert(Nonce(nonce));
    extensions.insert(session);
    extensions.insert(CarriedBy(Some(carrier)));
    match pages.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

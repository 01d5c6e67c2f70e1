//! `GET /sign-in/oidc/{name}` and `…/callback`: to an identity provider, and back.

use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use store::{AtProvider, Carrier, SignIn, Way};
use tower_sessions::Session;

use super::{
    done,
    errand::{Errand, forgotten},
};
use crate::{
    http::{back::local, client::Client, page::Page, problem::Problem, signed_in::begin},
    sign_in::{Provider, renewals::TOKENS},
    state::AppState,
};

/// Where a session holds the ID token, by which its provider knows which session to end.
pub const ID_TOKEN: &str = "id_token";

/// Where to go afterwards, and whether this is a pop-up of a frame.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Purpose {
    /// A path of ours.
    pub back: String,
    /// Set in a pop-up.
    pub popup: Option<String>,
}

/// Sends the browser to the provider.
pub async fn start(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(purpose): Query<Purpose>,
    page: Page,
) -> Response {
    let Some(provider) = state.ways.providers.get(&name) else {
        return page.not_found().into_response();
    };
    let begun = provider
        .client
        .begin(state.service.now(), || state.service.new_secret());
    match begun.await {
        Ok((address, pending)) => {
            let errand = Errand {
                provider: name,
                back: local(&purpose.back).to_owned(),
                popup: purpose.popup.is_some(),
                pending,
            };
            let cookie = AppendHeaders([errand.cookie(state.carriers.secure())]);
            (cookie, Redirect::to(address.as_str())).into_response()
        }
        Err(error) => {
            tracing::warn!(
                provider = name,
                "{name} cannot be asked to sign anybody in: {error}"
            );
            Problem::sign_in_unavailable(&page.context).into_response()
        }
    }
}

/// Takes the browser back, and begins its session.
pub async fn callback(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(callback): Query<oidc::Callback>,
    Client(from): Client,
    session: Session,
    headers: HeaderMap,
    page: Page,
) -> Response {
    let Some(provider) = state.ways.providers.get(&name) else {
        return page.not_found().into_response();
    };
    let secure = state.carriers.secure();
    let (errand, forget) = match Errand::of(&headers, &callback, &name, secure) {
        Some(errand) => {
            let forget = forgotten(errand.pending.state(), secure);
            (errand, forget)
        }
        // Any page could make a browser come here so: it costs nothing, and counts for nothing.
        None => return Problem::sign_in_refused(&page.context, "state").into_response(),
    };
    let (back, popup) = (local(&errand.back).to_owned(), errand.popup);
    let answer = match finish(&state, provider, callback, errand, &session).await {
        Ok(sign_in) if popup => done::hand_over(&state, &page, &sign_in).await,
        Ok(_) => Redirect::to(&back).into_response(),
        Err(refused) => {
            let counted = match refused.is_suspicious() {
                true => state.attempts.failed(from, state.service.now()),
                false => Ok(()),
            };
            let problem = refused.into_problem(&name, &page);
            match counted {
                Ok(()) => problem,
                Err(too_many) => Problem::too_many_tries(&page.context, too_many),
            }
            .into_response()
        }
    };
    (AppendHeaders([forget]), answer).into_response()
}

async fn finish(
    state: &AppState,
    provider: &Provider,
    callback: oidc::Callback,
    errand: Errand,
    session: &Session,
) -> Result<SignIn, super::refusal::Refusal> {
    let now = state.service.now();
    let wanted = provider.claims.wanted();
    let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let proven = provider
        .client
        .finish(callback, errand.pending, &wanted, now)
        .await?;
    let claimed = state.ways.claimed_by_provider(provider, &proven.claims)?;
    let identity = state
        .service
        .identify(claimed.clone())
        .await
        .map_err(|error| super::refusal::Refusal::Unidentified(Box::new(claimed), error))?;
    let sign_in = SignIn {
        identity,
        way: Way::Oidc(errand.provider),
        carrier: Carrier::Cookie,
        begun_at: now,
        until: state.carriers.end(now),
        provider: Some(AtProvider {
            subject: proven.subject,
            session: proven.provider_session,
        }),
    };
    begin(session, &sign_in).await?;
    session
        .insert(ID_TOKEN, secrecy::ExposeSecret::expose_secret(&proven.id_token))
        .await?;
    if let Some(tokens) = &proven.tokens {
        session.insert(TOKENS, tokens).await?;
    }
    tracing::info!(employee = %sign_in.identity.id, way = %sign_in.way, "{} signed in", sign_in.identity.id);
    Ok(sign_in)
}

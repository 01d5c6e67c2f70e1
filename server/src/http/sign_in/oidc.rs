//! `GET /sign-in/oidc/{name}` and `…/callback`: to an identity provider, and back.

use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};
use secrecy::{ExposeSecret as _, SecretString};
use store::{AtProvider, Carrier, HandedOver, SignIn, Way};
use tower_sessions::Session;

use super::{
    done,
    errand::{Errand, forgotten},
    purpose::Purpose,
    refusal::Refusal,
};
use crate::{
    http::{client::Client, page::Page, problem::Problem, signed_in::begin},
    sign_in::{Provider, renewals},
    state::AppState,
};

/// Where a session holds the ID token, by which its provider knows which session to end.
pub const ID_TOKEN: &str = "id_token";

/// Sends the browser to the provider.
pub async fn start(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Query(purpose): Query<Purpose>,
    headers: HeaderMap,
    mut page: Page,
) -> Response {
    page.context.path = purpose.again();
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
                purpose,
                pending,
            };
            let cookies = AppendHeaders(errand.cookies(&headers, state.carriers.secure()));
            (cookies, Redirect::to(address.as_str())).into_response()
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
    mut page: Page,
) -> Response {
    let secure = state.carriers.secure();
    let errand = Errand::of(&headers, &callback, &name, secure);
    // Nothing on the page leads here once more, where the code is used up.
    page.context.path = errand
        .as_ref()
        .map_or_else(|| "/".to_owned(), |errand| errand.purpose.again());
    let Some(provider) = state.ways.providers.get(&name) else {
        return page.not_found().into_response();
    };
    let Some(errand) = errand else {
        // Any page could make a browser come here so: it costs nothing, and counts for nothing.
        return Problem::sign_in_refused(&page.context, "state").into_response();
    };
    let forget = AppendHeaders([forgotten(errand.pending.state(), secure)]);
    let purpose = errand.purpose.clone();
    let ended = match finish(&state, provider, callback, errand).await {
        Ok(arrived) if purpose.is_popup() => Ok(done::hand_over(&state, &page, &arrived.handed).await),
        Ok(arrived) => arrived
            .begin(&state, &session)
            .await
            .map(|()| Redirect::to(purpose.back()).into_response()),
        Err(refused) => Err(refused),
    };
    let answer = match ended {
        Ok(answer) => answer,
        Err(refused) => {
            let counted = match refused.is_suspicious() {
                true => state.attempts.failed(from, state.service.now()).await,
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
    (forget, answer).into_response()
}

/// Somebody whom the provider has proven.
struct Arrived {
    handed: HandedOver,
    id_token: SecretString,
}

async fn finish(
    state: &AppState,
    provider: &Provider,
    callback: oidc::Callback,
    errand: Errand,
) -> Result<Arrived, Refusal> {
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
        .map_err(|error| Refusal::Unidentified(Box::new(claimed), error))?;
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
    tracing::info!(employee = %sign_in.identity.id, way = %sign_in.way, "{} signed in", sign_in.identity.id);
    Ok(Arrived {
        handed: HandedOver {
            sign_in,
            followed_with: proven.tokens.as_ref().map(renewals::written).transpose()?,
        },
        id_token: proven.id_token,
    })
}

impl Arrived {
    async fn begin(self, state: &AppState, session: &Session) -> Result<(), Refusal> {
        begin(session, &self.handed.sign_in).await?;
        session.insert(ID_TOKEN, self.id_token.expose_secret()).await?;
        let Some(with) = self.handed.followed_with else {
            return Ok(());
        };
        session.save().await?;
        Ok(renewals::begin(&state.sessions, session, &with).await?)
    }
}

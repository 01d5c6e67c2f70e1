//! `POST /sign-out`, `POST /sign-out-everywhere`, `GET /signed-out`.

use axum::{
    extract::State,
    http::StatusCode,
    response::{Html, IntoResponse as _, Redirect, Response},
};
use secrecy::SecretString;
use store::{SignIn, Way, Which};
use tower_sessions::Session;

use super::oidc::ID_TOKEN;
use crate::{
    http::{page::Page, signed_in::SignedIn},
    state::AppState,
};

/// Ends the session, here and, where that is the way, at the identity provider. A frame cannot go there.
pub async fn here(State(state): State<AppState>, session: Session, page: Page) -> Response {
    let there = match page.context.frame {
        None => at_provider(&state, &session).await,
        Some(_) => None,
    };
    if let Err(error) = session.flush().await {
        tracing::error!("a session cannot be ended: {error}");
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    match there {
        Some(there) => Html(app::pages::signed_out(&page.context, Some(&there))).into_response(),
        None => Redirect::to(&page.context.links.to("/signed-out")).into_response(),
    }
}

/// Ends every session of this person.
pub async fn everywhere(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    session: Session,
    page: Page,
) -> Response {
    match state.sessions.end(&Which::Of(employee.id())).await {
        Ok(ended) => {
            tracing::info!(employee = %employee.id(), ended, "{} signed out everywhere", employee.id());
            here(State(state), session, page).await
        }
        Err(error) => {
            tracing::error!("sessions cannot be ended: {error}");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

/// The page after it.
pub async fn done(page: Page) -> Html<String> {
    Html(app::pages::signed_out(&page.context, None))
}

/// Where the identity provider ends its own session.
async fn at_provider(state: &AppState, session: &Session) -> Option<String> {
    let held: SignIn = session.get(SignIn::KEY).await.ok()??;
    let Way::Oidc(name) = &held.way else { return None };
    let id_token: SecretString = session.get::<String>(ID_TOKEN).await.ok()??.into();
    let back = format!("{}/signed-out", state.public_url.as_deref()?);
    let provider = state.ways.providers.get(name)?;
    let address = provider
        .client
        .logout_address(&id_token, &back.parse().ok()?, "", state.service.now())
        .await;
    address.ok().flatten().map(String::from)
}

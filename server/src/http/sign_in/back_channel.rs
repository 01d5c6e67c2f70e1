//! `POST /sign-in/oidc/{name}/logout`: an identity provider says that somebody has signed out there (OpenID Connect
//! Back-Channel Logout 1.0).

use axum::{
    Form,
    extract::{DefaultBodyLimit, Path, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{MethodRouter, post},
};
use serde::Deserialize;
use store::{Way, Which};

use crate::{http::client::Client, state::AppState};

/// The largest form, in bytes.
const LARGEST_BODY: usize = 16 * 1024;

/// What the provider says.
#[derive(Deserialize)]
pub struct Notice {
    logout_token: String,
}

/// The way in, with its limit.
pub fn door() -> MethodRouter<AppState> {
    post(logout).layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// Ends the sessions that it names.
async fn logout(
    State(state): State<AppState>,
    Path(name): Path<String>,
    Client(from): Client,
    Form(notice): Form<Notice>,
) -> Response {
    let now = state.service.now();
    let Some(provider) = state.ways.providers.get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    let token = match provider.logged_out(&notice.logout_token, now).await {
        Ok(token) => token,
        Err(error) => {
            tracing::warn!(provider = name, "a logout by {name} was refused: {error}");
            return match state.attempts.failed(from, now).await {
                Ok(()) => (StatusCode::BAD_REQUEST, no_store).into_response(),
                Err(too_many) => too_many.into_response(),
            };
        }
    };
    let way = Way::Oidc(name);
    let which = match (&token.sid, &token.sub) {
        (Some(session), subject) => Which::OfProviderSession {
            way: &way,
            session,
            subject: subject.as_deref(),
        },
        (None, Some(subject)) => Which::OfSubject { way: &way, subject },
        (None, None) => return (StatusCode::BAD_REQUEST, no_store).into_response(),
    };
    let ended = async {
        // Remembered when it is done: a provider that was told that it failed says it again.
        let issuer = way.to_string();
        if state.sessions.was_used(&issuer, &token.jti).await? {
            return Ok::<_, service::StoreError>(0);
        }
        let ended = state.sessions.end(&which).await?;
        state
            .sessions
            .use_token(&issuer, &token.jti, token.expires)
            .await?;
        Ok(ended)
    };
    match ended.await {
        Ok(ended) => {
            tracing::info!(%way, ended, "{ended} sessions ended by {way}");
            (StatusCode::OK, no_store).into_response()
        }
        Err(error) => {
            tracing::error!("sessions cannot be ended: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, no_store).into_response()
        }
    }
}

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
    if let Err(too_many) = state.attempts.admit(from, now) {
        return too_many.into_response();
    }
    let Some(provider) = state.ways.providers.get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    let token = match provider.logged_out(&notice.logout_token, now).await {
        Ok(token) => token,
        Err(error) => {
            state.attempts.failed(from, now);
            tracing::warn!(provider = name, "a logout by {name} was refused: {error}");
            return (StatusCode::BAD_REQUEST, no_store).into_response();
        }
    };
    let way = Way::Oidc(name);
    let which = match (&token.sid, &token.sub) {
        (Some(session), _) => Which::OfProviderSession { way: &way, session },
        (None, Some(subject)) => Which::OfSubject { way: &way, subject },
        (None, None) => return (StatusCode::BAD_REQUEST, no_store).into_response(),
    };
    let ended = async {
        let first = state
            .sessions
            .use_token(&token.issuer, &token.jti, token.expires)
            .await?;
        if first {
            state.sessions.end(&which).await
        } else {
            Ok(0)
        }
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

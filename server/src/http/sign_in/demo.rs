//! `POST /sign-in`: the demo's sign-in, which asks for no password and exists in the demo only.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use store::{Carrier, HandedOver, SignIn, Way};
use tower_sessions::Session;

use super::{done, purpose::Purpose};
use crate::{
    http::{client::Client, page::Page, problem::Problem, signed_in::begin},
    state::AppState,
};

/// Who to be.
#[derive(Debug, Deserialize)]
pub struct Choice {
    employee: String,
    #[serde(flatten)]
    purpose: Purpose,
}

/// Becomes one of the people, under a new session id.
pub async fn choose(
    State(state): State<AppState>,
    Client(from): Client,
    session: Session,
    mut page: Page,
    Form(choice): Form<Choice>,
) -> Response {
    let now = state.service.now();
    page.context.path = choice.purpose.again();
    let Some(identity) = state.ways.people.get(&choice.employee) else {
        return match state.attempts.failed(from, now).await {
            Ok(()) => page.not_found().into_response(),
            Err(too_many) => Problem::too_many_tries(&page.context, too_many).into_response(),
        };
    };
    let sign_in = SignIn {
        identity: identity.clone(),
        way: Way::Demo,
        carrier: Carrier::Cookie,
        begun_at: now,
        until: state.carriers.end(now),
        provider: None,
    };
    tracing::info!(employee = %identity.id, "{} signed in", identity.id);
    if choice.purpose.is_popup() {
        let handed = HandedOver {
            sign_in,
            followed_with: None,
        };
        return done::hand_over(&state, &page, &handed).await;
    }
    if let Err(error) = begin(&session, &sign_in).await {
        tracing::error!("a session cannot be written: {error}");
        return Problem::sign_in_unavailable(&page.context).into_response();
    }
    Redirect::to(choice.purpose.back()).into_response()
}

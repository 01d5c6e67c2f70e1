//! `POST /sign-in`: the demo's sign-in, which asks for no password and exists in the demo only.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use store::{Carrier, SignIn, Way};
use tower_sessions::Session;

use super::done;
use crate::{
    http::{back::local, client::Client, page::Page, problem::Problem, signed_in::begin},
    state::AppState,
};

/// Who to be.
#[derive(Debug, Deserialize)]
pub struct Choice {
    employee: String,
    #[serde(default)]
    back: String,
    popup: Option<String>,
}

/// Becomes one of the people, under a new session id.
pub async fn choose(
    State(state): State<AppState>,
    Client(from): Client,
    session: Session,
    page: Page,
    Form(choice): Form<Choice>,
) -> Response {
    let now = state.service.now();
    let Some(identity) = state.ways.people.get(&choice.employee) else {
        return match state.attempts.failed(from, now) {
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
    if let Err(error) = begin(&session, &sign_in).await {
        tracing::error!("a session cannot be written: {error}");
        return Problem::sign_in_unavailable(&page.context).into_response();
    }
    tracing::info!(employee = %identity.id, "{} signed in", identity.id);
    match choice.popup {
        Some(_) => done::hand_over(&state, &page, &sign_in).await,
        None => Redirect::to(local(&choice.back)).into_response(),
    }
}

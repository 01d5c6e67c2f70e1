//! `GET|POST /sign-in`: the demo's sign-in, which asks for no password and exists in the demo only.

use axum::{
    Form,
    extract::{Query, State},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use domain::Identity;
use serde::Deserialize;
use tower_sessions::Session;

use super::{back::local, page::Page, signed_in::begin};
use crate::state::AppState;

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    back: String,
}

/// Who to be.
#[derive(Debug, Deserialize)]
pub struct Choice {
    employee: String,
    #[serde(default)]
    back: String,
}

/// Offers the people that one may be.
pub async fn show(
    State(state): State<AppState>,
    Query(Back { back }): Query<Back>,
    mut page: Page,
) -> Response {
    if state.sign_in.people.is_empty() {
        return page.not_found().into_response();
    }
    page.context.path = local(&back).to_owned();
    let people: Vec<Identity> = state.sign_in.people.values().cloned().collect();
    let ways = app::pages::SignIn {
        providers: &[],
        people: &people,
        popup: false,
    };
    Html(app::pages::sign_in(&page.context, &ways)).into_response()
}

/// Becomes one of them, under a new session id.
pub async fn sign_in(
    State(state): State<AppState>,
    session: Session,
    page: Page,
    Form(choice): Form<Choice>,
) -> Response {
    let Some(identity) = state.sign_in.people.get(&choice.employee) else {
        return page.not_found().into_response();
    };
    if let Err(error) = begin(&session, identity.clone(), state.service.now()).await {
        tracing::error!("a session cannot be written: {error}");
        return axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    tracing::info!(employee = %identity.id, "{} signed in", identity.id);
    Redirect::to(local(&choice.back)).into_response()
}

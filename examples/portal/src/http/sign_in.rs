//! How the portal knows its people. In the demonstration they choose who they are.

use std::{fmt::Write, sync::Arc};

use axum::{
    Form,
    extract::State as Shared,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::signed_in::{COOKIE, secret};
use crate::{machine, state::State, template::escape};

/// `GET /sign-in`: one button a person.
pub async fn page(Shared(state): Shared<Arc<State>>) -> Html<String> {
    let people = state.options.people.iter().enumerate();
    let buttons = people.fold(String::new(), |mut html, (number, person)| {
        // Writing into a string cannot fail.
        let _ = write!(
            html,
            r#"<li><button name="person" value="{number}">{}</button></li>"#,
            escape(&person.name)
        );
        html
    });
    Html(include_str!("../../pages/sign-in.html").replace("{people}", &buttons))
}

/// What the form of the page says.
#[derive(Deserialize)]
pub struct Choice {
    person: usize,
}

/// `POST /sign-in`: begins a session.
pub async fn sign_in(Shared(state): Shared<Arc<State>>, Form(choice): Form<Choice>) -> Response {
    if choice.person >= state.options.people.len() {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    }
    let secret = machine::unguessable();
    let cookie = format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax");
    state.sessions.begin(secret, choice.person);
    ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()
}

/// `POST /sign-out`: ends it.
pub async fn sign_out(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Response {
    if let Some(secret) = secret(&headers) {
        state.sessions.end(secret);
    }
    let gone = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    ([(header::SET_COOKIE, gone)], Redirect::to("/sign-in")).into_response()
}

//! `POST /language`: remembers a choice of language.

use app::links::local;
use axum::{
    Form,
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse as _, Redirect, Response},
};
use domain::Lang;
use serde::Deserialize;

use super::lang::COOKIE;

/// A year, in seconds.
const YEAR: u32 = 31_536_000;

/// The choice, and where it was made.
#[derive(Debug, Deserialize)]
pub struct Choice {
    lang: String,
    #[serde(default)]
    back: String,
}

/// Remembers the language in a cookie and goes back.
pub async fn choose(Form(choice): Form<Choice>) -> Response {
    let Ok(lang) = choice.lang.parse::<Lang>() else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    let cookie = format!("{COOKIE}={lang}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly");
    (
        AppendHeaders([(header::SET_COOKIE, cookie)]),
        Redirect::to(local(&choice.back)),
    )
        .into_response()
}

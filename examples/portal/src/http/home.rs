//! The pages that have the widget in them.

use std::sync::Arc;

use axum::{
    extract::State as Shared,
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};

use super::signed_in::SignedIn;
use crate::{state::State, template};

/// `GET /`: the intranet's home, with the widget between other things.
pub async fn home(state: Shared<Arc<State>>, who: Result<SignedIn, StatusCode>) -> Response {
    page(include_str!("../../pages/home.html"), &state, who)
}

/// `GET /badge`: any page of the intranet, with the badge in its header.
pub async fn badge(state: Shared<Arc<State>>, who: Result<SignedIn, StatusCode>) -> Response {
    page(include_str!("../../pages/badge.html"), &state, who)
}

fn page(file: &str, state: &State, who: Result<SignedIn, StatusCode>) -> Response {
    match who {
        Ok(SignedIn(person)) => Html(template::fill(
            file,
            &[("deskside", &state.deskside), ("person", &person.name)],
        ))
        .into_response(),
        Err(_) => Redirect::to("/sign-in").into_response(),
    }
}

//! The last page of a pop-up: it hands the sign-in to the frame that opened it.

use axum::response::{Html, IntoResponse as _, Response};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use store::HandedOver;

use crate::{
    http::{page::Page, problem::Problem},
    state::AppState,
};

/// The frame takes the code at once.
const LIFE: SignedDuration = SignedDuration::from_secs(60);

/// Makes a code for the frame that opened this pop-up, which it can use once. Nobody is signed in outside that frame, where
/// they would not see it and not sign out.
pub async fn hand_over(state: &AppState, page: &Page, what: &HandedOver) -> Response {
    let code = BASE64_URL_SAFE_NO_PAD.encode(state.service.new_secret());
    let until = state
        .service
        .now()
        .saturating_add(LIFE)
        .unwrap_or(what.sign_in.until);
    match state.sessions.hand_over(&code, what, until).await {
        Ok(()) => Html(app::pages::popup_done(&page.context, Some(&code))).into_response(),
        Err(error) => {
            tracing::error!("a sign-in cannot be handed over: {error}");
            Problem::sign_in_unavailable(&page.context).into_response()
        }
    }
}

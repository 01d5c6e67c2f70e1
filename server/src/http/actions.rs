//! `POST /api/…`: the server functions, for whoever is signed in.

use axum::{
    body::Body,
    extract::State,
    http::Request,
    response::{IntoResponse as _, Response},
};
use leptos::context::provide_context;

use super::{
    page::{Page, mark},
    signed_in::SignedIn,
};
use crate::state::AppState;

/// Calls the server function of this address, as this employee.
pub async fn call(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    page: Page,
    request: Request<Body>,
) -> Response {
    let links = page.context.links;
    let (lang, wording) = (page.context.lang, page.context.wording);
    let context = move || {
        provide_context(state.service.clone());
        provide_context(employee.clone());
        provide_context(lang);
        provide_context(wording.clone());
        provide_context(links.clone());
        provide_context(mark(&employee));
    };
    leptos_axum::handle_server_fns_with_context(context, request)
        .await
        .into_response()
}

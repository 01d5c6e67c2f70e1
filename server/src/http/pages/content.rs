//! `GET /admin/content`: how the content stands.

use axum::{extract::State, response::Html};

use crate::{
    http::{admin::Admin, page::Page},
    state::AppState,
};

/// The page of the content.
pub async fn show(State(state): State<AppState>, admin: Admin, page: Page) -> Html<String> {
    let page = page.of(admin.employee());
    let status = state.journal.status(state.service.now());
    Html(app::pages::content(&page.context, &status))
}

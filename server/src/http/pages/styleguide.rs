//! `GET /styleguide`, in a demonstration only: every component in every state.

use axum::response::Html;

use crate::http::page::Page;

/// The style guide.
pub async fn show(page: Page) -> Html<String> {
    Html(app::pages::styleguide(&page.context))
}

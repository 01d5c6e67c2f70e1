//! `GET /badge`: how things stand, in one line.

use axum::{extract::State, response::Html};

use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// The badge.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let view = state.service.overview(&employee).await;
    let view = view.map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::badge(&page.context, &view)))
}

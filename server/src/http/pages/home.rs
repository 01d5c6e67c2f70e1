//! `GET /`

use axum::{extract::State, response::Html};

use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// The home page.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let view = state
        .service
        .overview(&employee)
        .await
        .map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::home(&page.context, &view)))
}

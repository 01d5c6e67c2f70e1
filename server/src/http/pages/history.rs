//! `GET /history`

use axum::{extract::State, response::Html};

use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// Everything the employee has run.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let view = state
        .service
        .history_page(&employee)
        .await
        .map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::history(&page.context, &view)))
}

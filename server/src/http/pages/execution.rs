//! `GET /executions/{id}`

use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::ExecutionId;
use service::PageError;

use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// The page of one execution. A text that is no execution id is simply not found.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Path(id): Path<String>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let id: ExecutionId = id.parse().map_err(|_| page.problem(PageError::NotFound))?;
    let view = state
        .service
        .execution_page(&employee, &id)
        .await
        .map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::execution(&page.context, &view)))
}

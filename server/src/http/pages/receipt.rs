//! `GET /executions/{id}/receipt`

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

/// The receipt of one execution, to be printed. A text that is no execution id is simply not found.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Path(id): Path<String>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let id: ExecutionId = id.parse().map_err(|_| page.problem(PageError::NotFound))?;
    let receipt = state
        .service
        .receipt(&employee, &id, state.keep)
        .await
        .map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::receipt(&page.context, &receipt)))
}

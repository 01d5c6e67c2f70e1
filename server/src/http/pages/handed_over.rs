//! `GET /hand-overs/{id}`

use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::HandOverId;
use service::PageError;

use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// The page of one hand-over. A text that is no id of one is simply not found.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Path(id): Path<String>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let id: HandOverId = id.parse().map_err(|_| page.problem(PageError::NotFound))?;
    let view = state.service.hand_over_page(&employee, &id).await;
    let view = view.map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::handed_over(&page.context, &view)))
}

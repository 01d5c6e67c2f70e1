//! `GET /diagnoses/{id}`

use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::DiagnosisId;
use service::PageError;

use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// The page of one look at a symptom. A text that is no diagnosis id is simply not found.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Path(id): Path<String>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let id: DiagnosisId = id.parse().map_err(|_| page.problem(PageError::NotFound))?;
    let view = state
        .service
        .diagnosis_page(&employee, &id)
        .await
        .map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::diagnosis(&page.context, &view)))
}

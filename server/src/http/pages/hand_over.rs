//! `GET /hand-over?…`: what IT would get about a diagnosis, an execution, a topic or a device.

use axum::{
    extract::{Query, State},
    response::Html,
};
use serde::Deserialize;
use service::PageError;

use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// What about.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct About {
    device: String,
    topic: String,
    diagnosis: String,
    execution: String,
}

/// The page on which it is handed over. What names nothing, or several things, is simply not found.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Query(about): Query<About>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let about = app::links::subject(&about.device, &about.topic, &about.diagnosis, &about.execution);
    let about = about.ok_or_else(|| page.problem(PageError::NotFound))?;
    let view = state.service.hand_over_form(&employee, about).await;
    let view = view.map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::hand_over(
        &page.context,
        &view,
        employee.identity(),
    )))
}

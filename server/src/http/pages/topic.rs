//! `GET /topics/{id}`: one symptom, on the device that is named or was chosen last.

use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use domain::{CollectorUid, TopicId};
use service::PageError;

use super::remedy::On;
use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// The page of one symptom. A text that is no topic's name or no Collector UID is simply not found.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Path(id): Path<String>,
    Query(On { device }): Query<On>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let not_found = || page.problem(PageError::NotFound);
    let id: TopicId = id.parse().map_err(|_| not_found())?;
    let device = device.map(|device| device.parse::<CollectorUid>());
    let device = device.transpose().map_err(|_| not_found())?;
    let view = state.service.topic_page(&employee, &id, device.as_ref()).await;
    let view = view.map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::topic(&page.context, &view)))
}

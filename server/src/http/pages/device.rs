//! `GET /devices/{uid}`

use axum::{
    extract::{Path, State},
    response::Html,
};
use domain::CollectorUid;
use service::PageError;

use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// The page of one device. A text that is no Collector UID is simply not found.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Path(uid): Path<String>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let uid: CollectorUid = uid.parse().map_err(|_| page.problem(PageError::NotFound))?;
    let view = state
        .service
        .device_page(&employee, &uid)
        .await
        .map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::device(&page.context, &view)))
}

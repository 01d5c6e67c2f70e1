//! `GET /devices/{uid}`, and `GET /device`, which is the one that was chosen or seen last.

use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use domain::CollectorUid;
use service::{Employee, PageError, Service, view::DevicePage};

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
    let view = state.service.device_page(&employee, &uid).await;
    let view = view.map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::device(&page.context, &view)))
}

/// The page of the device that was chosen or seen last; whoever has none is told on the home page.
pub async fn main(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    page: Page,
) -> Result<Response, Problem> {
    let page = page.of(&employee);
    let view = main_view(&state.service, &employee).await;
    Ok(match view.map_err(|error| page.problem(error))? {
        Some(view) => Html(app::pages::device(&page.context, &view)).into_response(),
        None => Redirect::to(&page.context.links.to("/")).into_response(),
    })
}

/// What is shown of the device that was chosen or seen last.
pub async fn main_view(service: &Service, employee: &Employee) -> Result<Option<DevicePage>, PageError> {
    match service.main_device(employee).await? {
        Some(uid) => service.device_page(employee, &uid).await.map(Some),
        None => Ok(None),
    }
}

//! `GET /remedies/{id}`: one remedy, on the device that was chosen or seen last, or on the one that is named.

use axum::{
    extract::{Path, Query, State},
    response::Html,
};
use domain::{CollectorUid, RemedyId};
use serde::Deserialize;
use service::{PageError, view::DevicePage};

use super::device::main_view;
use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// On which device.
#[derive(Debug, Default, Deserialize)]
pub struct On {
    pub(super) device: Option<String>,
}

/// The page of one remedy. One that the employee is not offered on this device is simply not found.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Path(id): Path<String>,
    Query(On { device }): Query<On>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let not_found = || page.problem(PageError::NotFound);
    let id: RemedyId = id.parse().map_err(|_| not_found())?;
    let view = match device {
        Some(device) => {
            let uid: CollectorUid = device.parse().map_err(|_| not_found())?;
            state.service.device_page(&employee, &uid).await.map(Some)
        }
        None => main_view(&state.service, &employee).await,
    };
    let view = view.map_err(|error| page.problem(error))?;
    let offers = |view: &DevicePage| {
        let mut offers = view.sections.iter().flat_map(|section| &section.offers);
        offers.any(|offer| offer.remedy.id == id)
    };
    let offered = view.filter(offers);
    let view = offered.ok_or_else(not_found)?;
    Ok(Html(app::pages::remedy(&page.context, &view, &id)))
}

//! `GET /admin/value?days=`: what Deskside is worth.

use axum::{
    extract::{Query, State},
    response::Html,
};
use serde::Deserialize;
use service::Period;

use crate::{
    http::{admin::Admin, page::Page, problem::Problem},
    state::AppState,
};

/// Which period.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    days: String,
}

impl Asked {
    /// The period of so many days; the usual one where there is none.
    pub fn period(&self) -> Period {
        let named = |period: &Period| period.days().to_string() == self.days;
        Period::ALL.into_iter().find(named).unwrap_or_default()
    }
}

/// The page of the value.
pub async fn show(
    State(state): State<AppState>,
    admin: Admin,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(admin.employee());
    let view = state.service.value_page(&admin, asked.period(), state.few).await;
    let view = view.map_err(|error| page.problem(error.into()))?;
    Ok(Html(app::pages::value(&page.context, &view, state.keep)))
}

//! `GET /admin/limits`: what of the tenant's limits is used.

use axum::{extract::State, response::Html};

use crate::{
    http::{admin::Admin, page::Page, problem::Problem},
    state::AppState,
};

/// The page of the limits.
pub async fn show(State(state): State<AppState>, admin: Admin, page: Page) -> Result<Html<String>, Problem> {
    let page = page.of(admin.employee());
    let view = state.service.limits_page(&admin).await;
    let view = view.map_err(|error| page.problem(error.into()))?;
    Ok(Html(app::pages::limits(&page.context, &view)))
}

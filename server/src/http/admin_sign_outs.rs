//! `POST /admin/sign-outs`: an admin signs somebody out, everywhere.

use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use domain::EmployeeId;
use serde::Deserialize;
use service::PageError;
use store::Which;

use super::{admin::Admin, page::Page};
use crate::state::AppState;

/// Whom.
#[derive(Debug, Deserialize)]
pub struct Whom {
    employee: String,
}

/// Ends every session of this person.
pub async fn end(
    State(state): State<AppState>,
    admin: Admin,
    page: Page,
    Form(whom): Form<Whom>,
) -> Response {
    let by = admin.employee().id();
    let Ok(employee) = whom.employee.parse::<EmployeeId>() else {
        return page.problem(PageError::NotFound).into_response();
    };
    match state.sessions.end(&Which::Of(&employee)).await {
        Ok(ended) => {
            tracing::info!(%employee, %by, ended, "{by} signed {employee} out");
            Redirect::to("/sign-ins").into_response()
        }
        Err(error) => page.problem(PageError::Store(error)).into_response(),
    }
}

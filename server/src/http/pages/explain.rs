//! `GET /admin/explain?person=&item=&device=`: why somebody is shown something, or is not.

use app::pages::{ExplainView, NotExplained};
use axum::{
    extract::{Query, State},
    response::{Html, IntoResponse as _, Response},
};
use domain::{EmployeeId, Standing};
use serde::Deserialize;
use service::{ExplainError, ExplainRequest, StoreError};

use crate::{
    http::{admin::Admin, page::Page},
    state::AppState,
};

/// What is asked; nothing, before the form was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    person: String,
    item: String,
    device: String,
}

/// The page on which somebody asks, with the answer.
pub async fn show(
    State(state): State<AppState>,
    admin: Admin,
    Query(asked): Query<Asked>,
    page: Page,
) -> Response {
    let page = page.of(admin.employee());
    let answer = match answer(&state, &admin, &asked).await {
        Ok(told) => Some(Ok(told)),
        // Nothing was asked yet.
        Err(ExplainError::NoSuchItem) if asked.item.is_empty() => None,
        Err(ExplainError::NotAPerson) => Some(Err(NotExplained::NotAPerson)),
        Err(ExplainError::NoSuchItem) => Some(Err(NotExplained::NoSuchItem)),
        Err(ExplainError::Unavailable(_)) => Some(Err(NotExplained::Unavailable)),
        Err(ExplainError::Store(error)) => return page.problem(error.into()).into_response(),
    };
    let now = state.service.now();
    let catalogue = state.service.catalogue();
    let view = ExplainView {
        now,
        remedies: catalogue.remedies.clone(),
        topics: catalogue.topics.clone(),
        content_refused: state.journal.status(now).refused.is_some(),
        person: asked.person,
        device: asked.device,
        item: asked.item,
        answer,
    };
    Html(app::pages::explain(&page.context, &view)).into_response()
}

async fn answer(
    state: &AppState,
    admin: &Admin,
    asked: &Asked,
) -> Result<service::view::Visibility, ExplainError> {
    let request = ExplainRequest {
        standing: standing(state, &asked.person).await?,
        person: asked.person.clone(),
        device: asked.device.clone(),
        item: asked.item.clone(),
    };
    state.service.explain(admin, &request).await
}

/// What somebody belongs to, as their latest sign-in says that has not ended.
async fn standing(state: &AppState, person: &str) -> Result<Option<Standing>, StoreError> {
    let Ok(id) = person.trim().parse::<EmployeeId>() else {
        return Ok(None);
    };
    let open = state.sessions.open_sessions().await?;
    let theirs = open.into_iter().map(|one| one.sign_in);
    let latest = theirs
        .filter(|sign_in| sign_in.identity.id == id)
        .max_by_key(|sign_in| sign_in.begun_at);
    Ok(latest.map(|sign_in| sign_in.identity.standing))
}

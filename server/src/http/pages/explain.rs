//! `GET` and `POST /admin/explain`: why somebody is shown something, or is not. To ask is a `POST`: it is logged, it costs
//! a query, and whom it is about belongs into no address.

use app::pages::{ExplainView, NotExplained};
use axum::{
    Form,
    extract::State,
    response::{Html, IntoResponse as _, Response},
};
use domain::{EmployeeId, Standing};
use serde::Deserialize;
use service::{ExplainError, ExplainRequest, StoreError, view::Visibility};

use crate::{
    http::{admin::Admin, page::Page},
    state::AppState,
};

/// What is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    person: String,
    item: String,
    device: String,
}

/// The page on which somebody asks.
pub async fn show(State(state): State<AppState>, admin: Admin, page: Page) -> Response {
    let page = page.of(admin.employee());
    shown(&state, &page, Asked::default(), None)
}

/// The same page with the answer.
pub async fn ask(
    State(state): State<AppState>,
    admin: Admin,
    page: Page,
    Form(asked): Form<Asked>,
) -> Response {
    let page = page.of(admin.employee());
    let answer = match answer(&state, &admin, &asked).await {
        Ok(told) => Ok(told),
        Err(ExplainError::NotAPerson) => Err(NotExplained::NotAPerson),
        Err(ExplainError::NoSuchItem) => Err(NotExplained::NoSuchItem),
        Err(ExplainError::Unavailable(_)) => Err(NotExplained::Unavailable),
        Err(ExplainError::Store(error)) => return page.problem(error.into()).into_response(),
    };
    shown(&state, &page, asked, Some(answer))
}

fn shown(
    state: &AppState,
    page: &Page,
    asked: Asked,
    answer: Option<Result<Visibility, NotExplained>>,
) -> Response {
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

async fn answer(state: &AppState, admin: &Admin, asked: &Asked) -> Result<Visibility, ExplainError> {
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
    let theirs = state.sessions.open_sessions(Some(&id)).await?;
    let latest = theirs.into_iter().next();
    Ok(latest.map(|latest| latest.sign_in.identity.standing))
}

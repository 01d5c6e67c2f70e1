//! `GET /search?q=`

use axum::{
    extract::{Query, State},
    response::Html,
};
use serde::Deserialize;

use crate::{
    http::{page::Page, problem::Problem, signed_in::SignedIn},
    state::AppState,
};

/// As much of what is typed is looked at.
const LONGEST: usize = 200;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// What was found.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Query(Asked { q }): Query<Asked>,
    page: Page,
) -> Result<Html<String>, Problem> {
    let page = page.of(&employee);
    let words: String = q.chars().take(LONGEST).collect();
    let view = state
        .service
        .search_page(&employee, page.context.lang, &words)
        .await;
    let view = view.map_err(|error| page.problem(error))?;
    Ok(Html(app::pages::search(&page.context, &view)))
}

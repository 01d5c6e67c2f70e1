//! `GET /privacy`: what is read, run and kept.

use axum::{extract::State, response::Html};

use crate::{
    http::{page::Page, signed_in::SignedIn},
    state::AppState,
};

/// The page, as content and configuration are now.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    page: Page,
) -> Html<String> {
    let page = page.of(&employee);
    let remedies = state.service.catalogue().remedies.iter();
    let view = app::pages::Privacy {
        now: state.service.now(),
        disclosure: state.disclosure.clone(),
        remedies: remedies
            .filter(|remedy| remedy.is_for(employee.standing()))
            .cloned()
            .collect(),
    };
    Html(app::pages::privacy(&page.context, &view))
}

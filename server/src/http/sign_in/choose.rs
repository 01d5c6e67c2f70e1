//! `GET /sign-in`: the ways there are. Where there is one provider and nothing else, it goes there by itself.

use axum::{
    extract::{Query, State},
    response::{Html, IntoResponse as _, Redirect, Response},
};

use super::purpose::Purpose;
use crate::{http::page::Page, state::AppState};

/// Offers the ways, or takes the only one.
pub async fn show(State(state): State<AppState>, Query(purpose): Query<Purpose>, mut page: Page) -> Response {
    let ways = &state.ways;
    let mut providers = ways.providers.iter();
    match (providers.next(), providers.next()) {
        (None, _) if ways.people.is_empty() => return page.not_found().into_response(),
        (Some((name, _)), None) if ways.people.is_empty() => {
            return Redirect::to(&format!("/sign-in/oidc/{name}?{}", purpose.query())).into_response();
        }
        _ => {}
    }
    page.context.path = purpose.back().to_owned();
    let choice = app::pages::SignIn {
        providers: &ways
            .providers
            .iter()
            .map(|(name, provider)| app::pages::Way {
                name: name.clone(),
                label: provider.label.clone(),
            })
            .collect::<Vec<_>>(),
        people: &ways.people.values().cloned().collect::<Vec<_>>(),
        popup: purpose.is_popup(),
    };
    Html(app::pages::sign_in(&page.context, &choice)).into_response()
}

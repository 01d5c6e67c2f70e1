//! `GET /sign-in`: the ways there are. Where there is one provider and nothing else, it goes there by itself.

use axum::{
    extract::{Query, State},
    response::{Html, IntoResponse as _, Redirect, Response},
};

use super::oidc::Purpose;
use crate::{
    http::{back::local, page::Page},
    state::AppState,
};

/// Offers the ways, or takes the only one.
pub async fn show(State(state): State<AppState>, Query(purpose): Query<Purpose>, mut page: Page) -> Response {
    let ways = &state.ways;
    let back = local(&purpose.back);
    let mut providers = ways.providers.iter();
    match (providers.next(), providers.next()) {
        (None, _) if ways.people.is_empty() => return page.not_found().into_response(),
        (Some((name, _)), None) if ways.people.is_empty() => {
            let mut query = vec![("back", back)];
            query.extend(purpose.popup.is_some().then_some(("popup", "1")));
            let query = serde_urlencoded::to_string(query).unwrap_or_default();
            return Redirect::to(&format!("/sign-in/oidc/{name}?{query}")).into_response();
        }
        _ => {}
    }
    page.context.path = back.to_owned();
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
        popup: purpose.popup.is_some(),
    };
    Html(app::pages::sign_in(&page.context, &choice)).into_response()
}

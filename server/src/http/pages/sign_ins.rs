//! `GET /sign-ins`: where somebody is signed in, and for an admin, where everybody is.

use app::pages::{OpenSignIn, SignIns};
use axum::{
    extract::State,
    response::{Html, IntoResponse as _, Response},
};
use service::PageError;
use store::{Carrier, OpenSession, Way};
use tower_sessions::Session;

use crate::{
    http::{admin::Admin, page::Page, signed_in::SignedIn},
    state::AppState,
};

/// The page of open sign-ins.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    session: Session,
    page: Page,
) -> Response {
    let page = page.of(&employee);
    let framed = page.context.frame.is_some();
    let is_admin = !framed && Admin::of(&employee).is_some();
    let of = (!is_admin).then(|| employee.id());
    let open = match state.sessions.open_sessions(of).await {
        Ok(open) => open,
        Err(error) => return page.problem(PageError::Store(error)).into_response(),
    };
    let rows = |open: &mut dyn Iterator<Item = &OpenSession>| -> Vec<OpenSignIn> {
        open.map(|one| row(&state, one, &session)).collect()
    };
    let view = SignIns {
        now: state.service.now(),
        own: rows(
            &mut open
                .iter()
                .filter(|one| one.sign_in.identity.id == *employee.id()),
        ),
        everybody: is_admin.then(|| rows(&mut open.iter())),
    };
    Html(app::pages::sign_ins(&page.context, &view)).into_response()
}

fn row(state: &AppState, one: &OpenSession, session: &Session) -> OpenSignIn {
    let sign_in = &one.sign_in;
    OpenSignIn {
        employee: sign_in.identity.id.to_string(),
        way: match &sign_in.way {
            Way::Oidc(name) => state
                .ways
                .providers
                .get(name)
                .map_or_else(|| name.clone(), |provider| provider.label.clone()),
            Way::Token(name) => name.clone(),
            Way::Demo => "demo".to_owned(),
        },
        since: sign_in.begun_at,
        here: session.id().is_some_and(|id| one.is(id)),
        framed: sign_in.carrier != Carrier::Cookie,
    }
}

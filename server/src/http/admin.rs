//! Proves that whoever asks looks after Deskside.

use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Response},
};
pub use service::Admin;

use super::{
    page::Page,
    problem::Problem,
    signed_in::{SignedIn, SignedOut},
};
use crate::state::AppState;

/// Whoever asks is nobody of that kind.
pub enum NoAdmin {
    /// Nobody is signed in.
    SignedOut(SignedOut),
    /// For this employee there is nothing here.
    NotFound(Box<Problem>),
}

impl IntoResponse for NoAdmin {
    fn into_response(self) -> Response {
        match self {
            Self::SignedOut(rejection) => rejection.into_response(),
            Self::NotFound(problem) => problem.into_response(),
        }
    }
}

impl FromRequestParts<AppState> for Admin {
    type Rejection = NoAdmin;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, NoAdmin> {
        let SignedIn { employee, .. } = SignedIn::from_request_parts(parts, state)
            .await
            .map_err(NoAdmin::SignedOut)?;
        match Self::of(&employee) {
            Some(admin) => Ok(admin),
            None => {
                let Ok(page) = Page::from_request_parts(parts, state).await;
                Err(NoAdmin::NotFound(Box::new(page.of(&employee).not_found())))
            }
        }
    }
}

//! What every page needs of its request: language, nonce, names of files, and what to say at its top.

use axum::{extract::FromRequestParts, http::request::Parts};
use service::{Employee, PageError};

use super::{lang::language, problem::Problem, security::Nonce};
use crate::state::AppState;

/// What every page needs of its request.
pub struct Page {
    /// What the page is rendered with.
    pub context: app::PageContext,
}

impl FromRequestParts<AppState> for Page {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let nonce = parts
            .extensions
            .get::<Nonce>()
            .map(|Nonce(nonce)| nonce.to_string())
            .unwrap_or_default();
        let context = app::PageContext {
            lang: language(&parts.headers),
            nonce,
            person: None,
            can_sign_out: state.sign_in.proxy.is_none(),
            assets: state.site.names.clone(),
            path: parts
                .uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), ToString::to_string),
            notice: parts.uri.query().and_then(app::Notice::from_query),
            links: app::Links::top(),
            frame: None,
        };
        Ok(Self { context })
    }
}

impl Page {
    /// The page of this employee.
    pub fn of(mut self, employee: &Employee) -> Self {
        self.context.person = Some(employee.identity().name.clone());
        self
    }

    /// The page that says why there is none.
    pub fn problem(&self, error: PageError) -> Problem {
        Problem::of_page(self.context.clone(), error)
    }

    /// The page that says that there is nothing here.
    pub fn not_found(self) -> Problem {
        Problem::of_page(self.context, PageError::NotFound)
    }
}

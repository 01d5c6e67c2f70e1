//! What every page needs of its request: language, nonce, names of files, its frame, and what to say at its top.

use std::sync::Arc;

use app::PersonMark;
use axum::{extract::FromRequestParts, http::request::Parts};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::Standing;
use service::{Employee, PageError};
use sha2::{Digest as _, Sha256};

use super::{
    framed::{Framed, Wishes},
    lang::language,
    problem::Problem,
    security::Nonce,
    zone::zone,
};
use crate::{dress::Dress, state::AppState};

/// What every page needs of its request.
pub struct Page {
    /// What the page is rendered with.
    pub context: app::PageContext,
    dress: Arc<Dress>,
}

impl FromRequestParts<AppState> for Page {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let nonce = parts
            .extensions
            .get::<Nonce>()
            .map(|Nonce(nonce)| nonce.to_string())
            .unwrap_or_default();
        let wishes = parts
            .extensions
            .get::<Framed>()
            .map(|Framed| Wishes::of(&parts.uri));
        let frame = wishes
            .as_ref()
            .map(|wishes| wishes.frame(&state.embed, &state.site, &parts.headers));
        let identified = wishes.as_ref().is_some_and(Wishes::identifies);
        let context = app::PageContext {
            lang: language(&parts.headers, wishes.as_ref()),
            zone: zone(&parts.headers, frame.is_some()),
            wording: state.dress.wording.clone(),
            brand: state.dress.brand(&Standing::default()),
            nonce,
            person: None,
            mark: None,
            // Where the host page says who sits there, it would say so again at once.
            can_sign_out: state.ways.proxy.is_none() && !identified,
            looks_after: false,
            assets: state.site.names.clone(),
            path: parts
                .uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), |path| app::links::bare(path.as_str())),
            notice: parts.uri.query().and_then(app::Notice::from_query),
            links: links(wishes.as_ref(), frame.as_ref()),
            frame,
        };
        Ok(Self {
            context,
            dress: state.dress.clone(),
        })
    }
}

/// Where the links of a page lead.
fn links(wishes: Option<&Wishes>, frame: Option<&app::Frame>) -> app::Links {
    frame.map_or_else(app::Links::top, |frame| {
        app::Links::framed(frame, wishes.and_then(Wishes::lang))
    })
}

/// What stands for an employee in a page.
pub fn mark(employee: &Employee) -> PersonMark {
    let digest = Sha256::digest(employee.id().as_str());
    PersonMark(BASE64_URL_SAFE_NO_PAD.encode(&digest[..12]))
}

impl Page {
    /// The page of this employee.
    pub fn of(mut self, employee: &Employee) -> Self {
        self.context.person = Some(employee.identity().name.clone());
        self.context.mark = Some(mark(employee));
        self.context.looks_after = employee.standing().admin;
        self.context.brand = self.dress.brand(employee.standing());
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

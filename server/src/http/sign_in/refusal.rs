//! Why somebody could not be signed in, and what they are told of it.

use domain::Claimed;
use service::Unidentified;

use crate::{
    http::{page::Page, problem::Problem},
    sign_in::NotClaimed,
};

/// Why somebody could not be signed in.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The provider did not prove it.
    #[error(transparent)]
    Provider(#[from] oidc::Refused),
    /// What it says names nobody.
    #[error(transparent)]
    NotClaimed(#[from] NotClaimed),
    /// Nexthink does not know one person by it.
    #[error("{1}")]
    Unidentified(Box<Claimed>, Unidentified),
    /// The session cannot be written.
    #[error("the session cannot be written: {0}")]
    Session(#[from] tower_sessions::session::Error),
    /// What the account is followed with cannot be written.
    #[error("the session cannot be written: {0}")]
    Store(#[from] service::StoreError),
}

impl Refusal {
    /// Whether it looks like somebody trying, and not like somebody whose company has a fault.
    pub const fn is_suspicious(&self) -> bool {
        matches!(self, Self::Provider(refused) if !matches!(refused, oidc::Refused::Unreachable(_) | oidc::Refused::Denied))
    }

    /// The page that tells it.
    pub fn into_problem(self, way: &str, page: &Page) -> Problem {
        tracing::warn!(way, "a sign-in by {way} was refused: {self}");
        match self {
            Self::Provider(oidc::Refused::Unreachable(_)) => Problem::sign_in_unavailable(&page.context),
            Self::Provider(refused) => Problem::sign_in_refused(&page.context, refused.code()),
            Self::NotClaimed(_) => Problem::sign_in_refused(&page.context, "missing_claim"),
            Self::Unidentified(claimed, error) => Problem::unidentified(&page.context, &claimed, error),
            Self::Session(_) | Self::Store(_) => Problem::sign_in_unavailable(&page.context),
        }
    }
}

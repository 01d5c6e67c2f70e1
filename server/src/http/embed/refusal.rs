//! Why a frame was not signed in, for its script and whoever reads the host page's events.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use service::Unidentified;
use tokens::Refused;

use crate::{http::attempts::TooMany, sign_in::NotClaimed};

/// Why a frame was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The request is not well-formed.
    #[error("the request is not well-formed")]
    BadRequest,
    /// Nobody is configured who may sign tokens.
    #[error("no issuer of tokens is configured")]
    NoIssuer,
    /// The token is not believed.
    #[error(transparent)]
    Token(#[from] Refused),
    /// The token was used before.
    #[error("the token was used before")]
    Replayed,
    /// The token names nobody.
    #[error(transparent)]
    NotClaimed(#[from] NotClaimed),
    /// Nexthink does not know one person by it.
    #[error(transparent)]
    Unidentified(#[from] Unidentified),
    /// The code was used before, or has expired.
    #[error("the code was used before, or has expired")]
    CodeUsed,
    /// It came from an address that has failed too often.
    #[error("too many tries")]
    TooMany(TooMany),
    /// The database failed.
    #[error("the database failed: {0}")]
    Store(#[from] service::StoreError),
    /// The session cannot be written.
    #[error("the session cannot be written: {0}")]
    Session(#[from] tower_sessions::session::Error),
}

impl Refusal {
    /// A stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::NoIssuer => "unknown_issuer",
            Self::Token(refused) => refused.code(),
            Self::Replayed => "replayed",
            Self::NotClaimed(_) => "missing_claim",
            Self::Unidentified(Unidentified::Malformed(_) | Unidentified::Nobody(_)) => "nobody",
            Self::Unidentified(Unidentified::Several(_)) => "several",
            Self::Unidentified(Unidentified::Unavailable(_)) => "unavailable",
            Self::CodeUsed => "code_used",
            Self::TooMany(_) => "too_many_tries",
            Self::Store(_) | Self::Session(_) => "internal",
        }
    }

    const fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Token(Refused::KeysUnavailable)
            | Self::Unidentified(Unidentified::Unavailable(_))
            | Self::Store(_)
            | Self::Session(_) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::FORBIDDEN,
        }
    }

    /// Whether it looks like somebody trying.
    pub const fn is_suspicious(&self) -> bool {
        matches!(self.status(), StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN)
            && !matches!(self, Self::Unidentified(_))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let no_store = [(header::CACHE_CONTROL, "no-store")];
        let mut response = (self.status(), no_store, Json(json!({ "error": self.code() }))).into_response();
        if let Self::TooMany(too_many) = self {
            let (name, value) = too_many.retry_after();
            response.headers_mut().insert(name, value);
        }
        response
    }
}

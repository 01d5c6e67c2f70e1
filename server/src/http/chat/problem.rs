//! Why a chatbot does not get what it asks for, in a form that a program can read (RFC 9457).

use std::borrow::Cow;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use service::{CorrelationId, StoreError};
use utoipa::ToSchema;

use super::super::attempts::TooMany;

const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");
/// How long a chatbot is asked to wait while the store fails, in seconds.
const WAIT: u64 = 10;

/// Every kind of problem: its status, its code, its title, and what to do.
macro_rules! kinds {
    ($($name:ident = $status:ident, $code:literal, $title:literal, $todo:literal;)*) => {
        /// A kind of problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind {
            $(#[doc = $title] $name,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// By which a program knows it. It never changes.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The status it is answered with.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }

            /// What happened, whoever it happens to.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// What to do about it.
            pub const fn todo(self) -> &'static str {
                match self { $(Self::$name => $todo,)* }
            }
        }
    };
}

kinds! {
    NotFound = NOT_FOUND, "not-found",
        "There is nothing at this address",
        "See /openapi.json for the addresses that there are.";
    BadRequest = BAD_REQUEST, "bad-request",
        "The request cannot be understood",
        "Mend what `detail` names. The address may have only what /openapi.json describes.";
    TopicNotFound = NOT_FOUND, "topic-not-found",
        "There is no such topic for this employee",
        "See GET /v1/topics for those that there are.";
    MethodNotAllowed = METHOD_NOT_ALLOWED, "method-not-allowed",
        "This address does not take this method",
        "The header `Allow` says which methods it takes.";
    AccountInvalid = UNAUTHORIZED, "account-invalid",
        "This is not the user and password of an account",
        "Send both by basic authentication, as they stand in [chat.accounts], from a network that the account calls from.";
    KeyInvalid = UNAUTHORIZED, "key-invalid",
        "This is no key, or it does not hold any more",
        "Ask for a key by POST /v1/api_key and send it as `X-API-Key`, or as a bearer; not both.";
    ScopeMissing = FORBIDDEN, "scope-missing",
        "The key does not allow this",
        "Whoever looks after Deskside can allow more, in [chat.accounts] or with `deskside api-key create`.";
    FetchDisabled = FORBIDDEN, "fetch-disabled",
        "This account may not ask for its key again",
        "Keep the key that POST /v1/api_key answers, ask for a new one, or set fetch = true for the account.";
    NoCurrentKey = NOT_FOUND, "no-current-key",
        "This account has no key",
        "Ask for one by POST /v1/api_key. One that was made before the password changed cannot be asked for again.";
    KeyRequests = TOO_MANY_REQUESTS, "key-requests",
        "Keys are asked for too often",
        "Keep the key. All requests for keys together are one in 10 seconds; the header `Retry-After` says when to try again.";
    TooManyFailures = TOO_MANY_REQUESTS, "too-many-failures",
        "Too many wrong keys come from there",
        "Stop sending what is refused. The header `Retry-After` says when to try again.";
    Unavailable = SERVICE_UNAVAILABLE, "unavailable",
        "Deskside cannot answer now",
        "Try again after the time in the header `Retry-After`.";
}

impl Kind {
    /// Whether its answer says when to try again.
    pub fn says_when(self) -> bool {
        matches!(
            self.status(),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        )
    }
}

/// A problem.
#[derive(Debug)]
pub struct Problem {
    kind: Kind,
    detail: Option<Cow<'static, str>>,
    retry_after: Option<u64>,
}

/// A problem, as RFC 9457 words it.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Body {
    /// Its kind, and where that is described.
    #[serde(rename = "type")]
    #[schema(example = "/v1/problems/key-invalid")]
    kind: String,
    /// What happened, whoever it happens to.
    title: &'static str,
    /// The status of this answer.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What happened this time, and what to do.
    detail: Cow<'static, str>,
    /// The kind once more, for programs. It never changes.
    #[schema(example = "key-invalid")]
    code: &'static str,
    /// By which the log of Deskside calls this request.
    request_id: Option<String>,
}

impl Problem {
    /// The same with what happened this time.
    pub fn because(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..kind.into()
        }
    }

    /// The same, to be tried again after so many seconds.
    pub fn again_in(kind: Kind, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..kind.into()
        }
    }
}

impl From<Kind> for Problem {
    fn from(kind: Kind) -> Self {
        Self {
            kind,
            detail: None,
            retry_after: None,
        }
    }
}

impl From<TooMany> for Problem {
    fn from(too_many: TooMany) -> Self {
        Self::again_in(Kind::TooManyFailures, too_many.seconds)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!("a chatbot is not answered: {error}");
        Self::again_in(Kind::Unavailable, WAIT)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self {
            kind,
            detail,
            retry_after,
        } = self;
        let body = Body {
            kind: format!("/v1/problems/{}", kind.code()),
            title: kind.title(),
            status: kind.status().as_u16(),
            detail: detail.unwrap_or(Cow::Borrowed(kind.todo())),
            code: kind.code(),
            request_id: CorrelationId::current().map(|id| id.to_string()),
        };
        let mut response = (kind.status(), Json(body)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, CONTENT_TYPE);
        let headers = response.headers_mut();
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        let challenge = match kind {
            Kind::AccountInvalid => "Basic realm=\"deskside\"",
            Kind::KeyInvalid => "Bearer realm=\"deskside\"",
            _ => return response,
        };
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        response
    }
}

/// There is nothing there.
pub async fn nothing() -> Problem {
    Kind::NotFound.into()
}

/// It is there for other methods.
pub async fn not_so() -> Problem {
    Kind::MethodNotAllowed.into()
}

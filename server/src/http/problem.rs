//! A page that cannot be shown, as a page: what happened, what it means, what to do.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use domain::Claimed;
use service::{PageError, Unidentified};

use super::attempts::TooMany;

/// A page that cannot be shown.
pub struct Problem {
    status: StatusCode,
    body: String,
    retry: Option<TooMany>,
}

impl Problem {
    /// The page that says why there is none. What failed inside is logged here, once, and named by a code only.
    pub fn of_page(context: app::PageContext, error: PageError) -> Self {
        let (status, problem) = match error {
            PageError::NotFound => (StatusCode::NOT_FOUND, app::pages::Problem::NotFound),
            PageError::Unavailable { trouble, last_event } => (
                StatusCode::SERVICE_UNAVAILABLE,
                app::pages::Problem::Unavailable {
                    trouble,
                    after: Some(last_event),
                },
            ),
            PageError::Store(error) => {
                let code = context
                    .nonce
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .take(8)
                    .collect::<String>();
                let path = context.path.split('?').next().unwrap_or_default();
                tracing::error!(code, path, "a page failed ({code}): {error}");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    app::pages::Problem::Internal { code },
                )
            }
        };
        Self::of(&context, status, &problem)
    }
}

impl Problem {
    /// The page that says that it is not known who somebody is.
    pub fn unidentified(context: &app::PageContext, claimed: &Claimed, error: Unidentified) -> Self {
        let who = || claimed.value.chars().take(200).collect();
        match error {
            Unidentified::Malformed(_) | Unidentified::Nobody(_) => {
                tracing::warn!("somebody has signed in whom Nexthink does not know: {error}");
                let problem = app::pages::Problem::NotRecognised {
                    who: who(),
                    several: false,
                };
                Self::of(context, StatusCode::FORBIDDEN, &problem)
            }
            Unidentified::Several(_) => {
                tracing::warn!("somebody has signed in whom Nexthink does not know: {error}");
                let problem = app::pages::Problem::NotRecognised {
                    who: who(),
                    several: true,
                };
                Self::of(context, StatusCode::FORBIDDEN, &problem)
            }
            Unidentified::Unavailable(trouble) => Self::of(
                context,
                StatusCode::SERVICE_UNAVAILABLE,
                &app::pages::Problem::Unavailable { trouble, after: None },
            ),
        }
    }

    /// The page that says that what signs people in is not believed. `code` stands in the guides.
    pub fn sign_in_refused(context: &app::PageContext, code: &'static str) -> Self {
        let problem = app::pages::Problem::SignInRefused { code };
        Self::of(context, StatusCode::FORBIDDEN, &problem)
    }

    /// The page that says that nobody can be signed in now.
    pub fn sign_in_unavailable(context: &app::PageContext) -> Self {
        let problem = app::pages::Problem::SignInUnavailable;
        Self::of(context, StatusCode::SERVICE_UNAVAILABLE, &problem)
    }

    /// The page that says to wait.
    pub fn too_many_tries(context: &app::PageContext, too_many: TooMany) -> Self {
        let seconds = too_many.seconds;
        let problem = app::pages::Problem::TooManyTries { seconds };
        Self {
            retry: Some(too_many),
            ..Self::of(context, StatusCode::TOO_MANY_REQUESTS, &problem)
        }
    }

    fn of(context: &app::PageContext, status: StatusCode, problem: &app::pages::Problem) -> Self {
        Self {
            status,
            body: app::pages::problem(context, problem),
            retry: None,
        }
    }

    /// The page that says that nobody is signed in, where this server cannot sign anybody in by itself.
    pub fn signed_out(context: &app::PageContext) -> Self {
        Self::of(context, StatusCode::UNAUTHORIZED, &app::pages::Problem::SignedOut)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let retry = self.retry.map(|too_many| [too_many.retry_after()]);
        match retry {
            Some(retry) => (self.status, retry, Html(self.body)).into_response(),
            None => (self.status, Html(self.body)).into_response(),
        }
    }
}

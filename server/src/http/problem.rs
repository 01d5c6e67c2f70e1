//! A page that cannot be shown, as a page: what happened, what it means, what to do.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use service::PageError;

/// A page that cannot be shown.
pub struct Problem {
    status: StatusCode,
    body: String,
}

impl Problem {
    /// The page that says why there is none. What failed inside is logged here, once, and named by a code only.
    pub fn of_page(context: app::PageContext, error: PageError) -> Self {
        let (status, problem) = match error {
            PageError::NotFound => (StatusCode::NOT_FOUND, app::pages::Problem::NotFound),
            PageError::Unavailable(trouble) => (
                StatusCode::SERVICE_UNAVAILABLE,
                app::pages::Problem::Unavailable(trouble),
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
        Self {
            status,
            body: app::pages::problem(&context, &problem),
        }
    }
}

impl Problem {
    /// The page that says that nobody is signed in, where this server cannot sign anybody in by itself.
    pub fn signed_out(context: &app::PageContext) -> Self {
        let body = app::pages::problem(context, &app::pages::Problem::SignedOut);
        Self {
            status: StatusCode::UNAUTHORIZED,
            body,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Html(self.body)).into_response()
    }
}

//! Machines that call: their credential is proven anew in each call, and no cookie is read.

pub mod guard;
pub mod proof;
pub mod token;

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use service::StoreError;

/// How long a machine is asked to wait while the store fails, in seconds.
const WAIT: &str = "10";

/// What came cannot be kept now.
pub fn unavailable(error: &StoreError) -> Response {
    tracing::error!("what a machine sent cannot be kept: {error}");
    later()
}

/// It is to be sent again.
pub fn later() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, WAIT)]).into_response()
}

/// It has not proven itself.
pub fn refused(challenge: &'static str) -> Response {
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, challenge)]).into_response()
}

//! `GET /executions/{id}/receipt.json`: the receipt for programs, in the shape of [`service::view::Receipt`].

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::ExecutionId;
use serde_json::json;
use service::PageError;

use super::signed_in::SignedIn;
use crate::state::AppState;

/// Somebody's own receipt must not stay in a cache that others share.
const NO_STORE: [(header::HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

/// The receipt of one execution. Why there is none is told by the status, and again as `{"error": "…"}`.
pub async fn show(
    State(state): State<AppState>,
    SignedIn { employee, .. }: SignedIn,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = id.parse::<ExecutionId>() else {
        return refused(StatusCode::NOT_FOUND, "not_found");
    };
    match state.service.receipt(&employee, &id, state.keep).await {
        Ok(receipt) => (NO_STORE, Json(receipt)).into_response(),
        Err(PageError::NotFound) => refused(StatusCode::NOT_FOUND, "not_found"),
        Err(PageError::Unavailable { .. }) => refused(StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        Err(PageError::Store(error)) => {
            tracing::error!(execution = %id, "the receipt of execution {id} failed: {error}");
            refused(StatusCode::INTERNAL_SERVER_ERROR, "internal")
        }
    }
}

fn refused(status: StatusCode, error: &str) -> Response {
    (status, NO_STORE, Json(json!({ "error": error }))).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{body::to_bytes, http::StatusCode};

    use super::refused;

    #[tokio::test]
    async fn what_is_not_there_is_said_as_json_and_not_stored() {
        let response = refused(StatusCode::NOT_FOUND, "not_found");
        assert_eq!(response.status(), 404);
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["content-type"], "application/json");
        let body = to_bytes(response.into_body(), 100).await.unwrap();
        assert_eq!(body, r#"{"error":"not_found"}"#);
    }
}

//! `GET /brand/…`: the logos and style sheets of the company, as content has them.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response},
};

use super::{assets::FOR_EVER, page::Page};
use crate::{dress::File, state::AppState};

/// An SVG is shown as an image, in which nothing runs. Opened by itself it is a page: one without rights.
pub const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Serves a file, whose name changes with what it holds.
pub async fn serve(State(state): State<AppState>, Path(name): Path<String>, page: Page) -> Response {
    let Some(File { media_type, bytes }) = state.dress.file(&name) else {
        return page.not_found().into_response();
    };
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER)),
    ];
    (headers, Body::from(bytes.to_vec())).into_response()
}

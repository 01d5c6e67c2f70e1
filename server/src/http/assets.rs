//! `GET /pkg/…`, `GET /favicon.…`: the built site's files.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Uri, header},
    response::{IntoResponse as _, Response},
};

use super::page::Page;
use crate::{site::Site, state::AppState};

/// A file whose name changes with its content never changes.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Any other is asked for again.
const ASK_AGAIN: &str = "public, no-cache";

/// Serves a file in the smallest form that the browser takes.
pub async fn serve(State(state): State<AppState>, uri: Uri, headers: HeaderMap, page: Page) -> Response {
    let path = uri.path().trim_start_matches('/');
    let Some(entry) = state.site.entry(path) else {
        return page.not_found().into_response();
    };
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let takes = |coding: &str| {
        accepted
            .split(',')
            .any(|one| one.trim().split(';').next() == Some(coding))
    };
    let (file, coding) = if entry.brotli && takes("br") {
        (format!("{path}.br"), Some("br"))
    } else if entry.gzip && takes("gzip") {
        (format!("{path}.gz"), Some("gzip"))
    } else {
        (path.to_owned(), None)
    };
    let Some(bytes) = Site::bytes(&file) else {
        return page.not_found().into_response();
    };
    let mut response = Response::new(Body::from(bytes.into_owned()));
    let answer = response.headers_mut();
    answer.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static(content_type(path)),
    );
    let caching = if entry.hashed { FOR_EVER } else { ASK_AGAIN };
    answer.insert(header::CACHE_CONTROL, header::HeaderValue::from_static(caching));
    answer.insert(header::VARY, header::HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        answer.insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(coding));
    }
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("wasm") => "application/wasm",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}

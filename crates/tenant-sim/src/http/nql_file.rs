//! The signed address of an export's file: an object store, not an API.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::exports::Compression;
use crate::state::Sim;
use crate::sync::lock;

/// The file, for whoever has the signature and sends nothing else to prove who they are.
pub async fn file(
    State(sim): State<Arc<Sim>>,
    Path((id, _name)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    if headers.contains_key(AUTHORIZATION) {
        return refuse(
            StatusCode::BAD_REQUEST,
            "InvalidArgument",
            "Only one auth mechanism allowed",
        );
    }
    let query = query.unwrap_or_default();
    let signature = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "X-Signature");
    let exports = lock(&sim.exports);
    let export = signature.and_then(|(_, signature)| exports.signed(&signature, &id, sim.clock.now()));
    let Some(export) = export else {
        return refuse(StatusCode::FORBIDDEN, "AccessDenied", "Request has expired");
    };
    let content_type = match export.compression {
        Compression::None => "text/csv",
        Compression::Gzip => "application/gzip",
        Compression::Zstd => "application/zstd",
    };
    ([(CONTENT_TYPE, content_type)], export.file.clone()).into_response()
}

fn refuse(status: StatusCode, code: &str, message: &str) -> Response {
    let body =
        format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
    (status, [(CONTENT_TYPE, "application/xml")], body).into_response()
}

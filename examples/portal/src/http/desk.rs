//! The service desk: takes what Deskside hands over, and shows people theirs.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State as Shared},
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::signed_in::SignedIn;
use crate::{desk::Report, machine, signature::Message, state::State, template};

/// The webhook's body.
#[derive(Deserialize)]
struct Payload {
    data: Report,
}

/// `POST /desk`: the webhook. Answers the ticket's number, and where the person finds it.
pub async fn take(Shared(state): Shared<Arc<State>>, headers: HeaderMap, body: Bytes) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(id), Some(timestamp), Some(signatures)) = (
        text("webhook-id"),
        text("webhook-timestamp"),
        text("webhook-signature"),
    ) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let message = Message {
        id,
        timestamp,
        body: &body,
    };
    let Some(desk) = &state.desk else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !desk.secret.vouches(&message, signatures, machine::now()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match serde_json::from_slice::<Payload>(&body) {
        Ok(payload) => {
            let number = desk.take(id, payload.data);
            let link = format!("{}/desk/{number}", state.origin);
            Json(json!({ "number": number, "link": link })).into_response()
        }
        Err(_) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    }
}

/// `GET /desk/{number}`: one of the person's own tickets.
pub async fn show(
    Shared(state): Shared<Arc<State>>,
    Path(number): Path<String>,
    who: Result<SignedIn, StatusCode>,
) -> Response {
    let Ok(SignedIn(person)) = who else {
        return Redirect::to("/sign-in").into_response();
    };
    let desk = state.desk.as_ref();
    let Some(report) = desk.and_then(|desk| desk.ticket_of(&person.upn, &number)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let files: Vec<&str> = report.attachments.iter().map(|file| file.name.as_str()).collect();
    Html(template::fill(
        include_str!("../../pages/ticket.html"),
        &[
            ("person", &person.name),
            ("number", &number),
            ("subject", &report.subject),
            ("text", &report.text),
            ("files", &files.join(", ")),
        ],
    ))
    .into_response()
}

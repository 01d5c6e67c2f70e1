//! A server with chatbots.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;

use crate::testing::{self, Desk};

pub const PASSWORD: &str = "0123456789abcdef01234567";
pub const OTHER: &str = "another-password-altogether";

/// `helpdesk` may do everything, and may ask for its key again; `reader` reads only, from one network.
pub fn accounts() -> String {
    format!(
        "[chat.accounts.helpdesk]\nuser = 'bot'\npassword = '{PASSWORD}'\nscopes = ['read', 'diagnose', 'remediate']\n\
         fetch = true\n\
         [chat.accounts.reader]\nuser = 'reader'\npassword = '{OTHER}'\nscopes = ['diagnose']\n\
         networks = ['10.1.0.0/16']\ndays = 1\n"
    )
}

pub async fn open() -> Desk {
    Desk::open_with_shipped_content(&accounts()).await
}

pub fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

/// A request with these headers and nothing in it.
pub fn request(method: Method, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let request = Request::builder().method(method).uri(path);
    let request = headers
        .iter()
        .fold(request, |request, (name, value)| request.header(*name, *value));
    request.body(Body::empty()).unwrap()
}

/// Asks for a key from there.
pub async fn asks(desk: &Desk, method: Method, from: [u8; 4], user: &str, password: &str) -> Response {
    let request = request(
        method,
        "/v1/api_key",
        &[("authorization", &basic(user, password))],
    );
    desk.call_from(from, request).await
}

/// What is answered, if it is what was expected.
pub async fn body(response: Response, expected: StatusCode) -> Value {
    let status = response.status();
    let text = testing::text(response).await;
    assert_eq!(status, expected, "{text}");
    serde_json::from_str(&text).unwrap()
}

/// The code of a problem, if it is a whole one.
pub async fn problem(response: Response) -> (u16, String) {
    let status = response.status();
    assert_eq!(
        response.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
    assert!(
        response.headers()[header::CACHE_CONTROL]
            .to_str()
            .unwrap()
            .contains("no-store")
    );
    let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let body = body(response, status).await;
    let text = |key: &str| body[key].as_str().unwrap().to_owned();
    assert_eq!(body["status"], status.as_u16());
    assert_eq!(text("type"), format!("/v1/problems/{}", text("code")));
    assert!(!text("title").is_empty() && !text("detail").is_empty());
    assert_eq!(text("request_id"), id);
    (status.as_u16(), text("code"))
}

/// A new key of the helpdesk's chatbot.
pub async fn key(desk: &Desk) -> String {
    let response = asks(desk, Method::POST, [127, 0, 0, 1], "bot", PASSWORD).await;
    let body = body(response, StatusCode::CREATED).await;
    body["api_key"].as_str().unwrap().to_owned()
}

/// What is answered to whoever has this key.
pub async fn get(desk: &Desk, path: &str, key: &str) -> Response {
    desk.call(request(Method::GET, path, &[("x-api-key", key)])).await
}

//! One call of a webhook.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use thiserror::Error;

use super::hook::Hook;
use super::{Method, auth};

/// How long a receiver may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A call that was not answered.
#[derive(Debug, Error)]
pub enum NoAnswer {
    /// It took too long.
    #[error("no answer within 10 s")]
    Timeout,
    /// The connection failed.
    #[error("no answer: {0}")]
    Connect(String),
    /// There is no token to call with.
    #[error(transparent)]
    Token(#[from] auth::NoToken),
}

impl NoAnswer {
    /// The key in the counts.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Connect(_) => "connect",
            Self::Token(_) => "token",
        }
    }
}

/// A client for webhooks: it follows no redirect and knows no proxy.
///
/// # Errors
/// When the machine has no means of encryption.
pub fn client() -> reqwest::Result<Client> {
    Client::builder()
        .timeout(TIMEOUT)
        .redirect(Policy::none())
        .no_proxy()
        .build()
}

/// Calls once, or twice if a token was refused that can be renewed.
///
/// # Errors
/// When there was no answer.
pub async fn send(client: &Client, hook: &Hook, address: &str, body: Bytes) -> Result<StatusCode, NoAnswer> {
    let status = call(client, hook, address, body.clone()).await?;
    if status == StatusCode::UNAUTHORIZED && hook.authorizer.token_refused() {
        return call(client, hook, address, body).await;
    }
    Ok(status)
}

async fn call(client: &Client, hook: &Hook, address: &str, body: Bytes) -> Result<StatusCode, NoAnswer> {
    let method = match hook.webhook.method {
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
    };
    let request = client
        .request(method, address)
        .header(CONTENT_TYPE, "application/json")
        .body(body);
    let request = hook.authorizer.authorize(client, request).await?;
    let answer = request.send().await.map_err(|error| {
        if error.is_timeout() {
            NoAnswer::Timeout
        } else {
            NoAnswer::Connect(error.without_url().to_string())
        }
    })?;
    Ok(answer.status())
}

//! The way to the provider.

use std::{error::Error as StdError, pin::Pin, time::Duration};

use openidconnect::{
    AsyncHttpClient, HttpRequest, HttpResponse,
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
};
use reqwest::{Request, redirect, retry};
use thiserror::Error;

use crate::settings::is_safe;

/// Tells the provider's operators who is calling.
const USER_AGENT: &str = concat!("deskside-oidc/", env!("CARGO_PKG_VERSION"));
const CONNECT: Duration = Duration::from_secs(5);
const TOTAL: Duration = Duration::from_secs(10);
const LARGEST: usize = 1024 * 1024;

/// An HTTP client that asks https and loopback addresses only, follows no redirects, waits 10 s and reads 1 MiB at most.
#[derive(Debug, Clone)]
pub struct Http(reqwest::Client);

/// No answer of the provider.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Failure {
    #[error("no answer ({0})")]
    Silent(String),
    #[error("status {0}")]
    Status(u16),
    #[error("more than 1 MiB")]
    TooLarge,
    #[error("not an https address")]
    Insecure,
}

impl Http {
    pub fn new() -> Result<Self, reqwest::Error> {
        reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(CONNECT)
            .timeout(TOTAL)
            .redirect(redirect::Policy::none())
            // Codes and refresh tokens can be used once: a second try would spoil the first.
            .retry(retry::never())
            .build()
            .map(Self)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Failure> {
        let request = Request::try_from(request)?;
        if !is_safe(request.url()) {
            return Err(Failure::Insecure);
        }
        let mut response = self.0.execute(request).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        if !is_the_providers_own(status, &headers) {
            return Err(Failure::Status(status.as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > LARGEST {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        Ok(answer)
    }
}

/// Successes and refusals in JSON are. The rest comes from something in between or from a provider in trouble, and
/// must not be taken for a refusal, which ends sessions.
fn is_the_providers_own(status: StatusCode, headers: &HeaderMap) -> bool {
    let for_now = [StatusCode::TOO_MANY_REQUESTS, StatusCode::REQUEST_TIMEOUT];
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_json = kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json"));
    status.is_success() || (status.is_client_error() && !for_now.contains(&status) && is_json)
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self::Silent(chain(&error.without_url()))
    }
}

/// An error with all its causes, as one line.
pub fn chain(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Failure>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

//! The way to a desk.

mod access;
mod retry_after;
mod tokens;
mod trouble;
mod words;

use std::{error::Error, time::Duration};

use reqwest::{
    Client, RequestBuilder, Response, Url,
    header::{ACCEPT, HeaderValue, RETRY_AFTER},
    redirect, retry,
};
use serde::de::DeserializeOwned;

pub(crate) use self::{access::Access, tokens::Tokens, trouble::Trouble};
use crate::{Attachment, Clock, ConfigurationError, Timeouts};

/// Tells the desk's operators who is calling.
const USER_AGENT: &str = concat!("deskside-tickets/", env!("CARGO_PKG_VERSION"));
/// Below the 60 s after which common load balancers drop idle connections: what is sent into a connection that is just
/// being dropped fails in a way that leaves open whether it was taken.
const IDLE_CONNECTION: Duration = Duration::from_secs(30);
/// Answers are a few kilobytes.
const LARGEST_ANSWER: usize = 1 << 20;
/// As much of an error's body is read.
const LARGEST_PROBLEM: usize = 64 << 10;

/// An HTTP client that follows no redirects, waits as long as it is told, reads 1 MiB at most and sends nothing twice.
#[derive(Clone)]
pub(crate) struct Http {
    client: Client,
    clock: Clock,
}

impl Http {
    pub(crate) fn new(clock: Clock, timeouts: Timeouts) -> Result<Self, ConfigurationError> {
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.total)
            .pool_idle_timeout(IDLE_CONNECTION)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .build()
            .map_err(|error| ConfigurationError::Http(chain(&error)))?;
        Ok(Self { client, clock })
    }

    pub(crate) fn now(&self) -> jiff::Timestamp {
        (self.clock)()
    }

    pub(crate) fn get(&self, url: Url) -> RequestBuilder {
        self.client.get(url).header(ACCEPT, "application/json")
    }

    pub(crate) fn post(&self, url: Url) -> RequestBuilder {
        self.client.post(url).header(ACCEPT, "application/json")
    }

    /// Sends it, and reads the body of a success.
    pub(crate) async fn exchange(&self, request: RequestBuilder) -> Result<Vec<u8>, Trouble> {
        let mut response = request.send().await?;
        if !response.status().is_success() {
            return Err(self.status(response).await);
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(Trouble::Unreadable(format!("more than {LARGEST_ANSWER} bytes")));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    async fn status(&self, response: Response) -> Trouble {
        let header = response.headers().get(RETRY_AFTER);
        let retry_after = header
            .and_then(|value| value.to_str().ok())
            .and_then(|value| retry_after::parse(value, self.now()));
        Trouble::Status {
            status: response.status().as_u16(),
            retry_after,
            words: words::of(&beginning(response).await),
        }
    }
}

/// The status has decided already, so a body that breaks off is as good as its beginning.
async fn beginning(mut response: Response) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < LARGEST_PROBLEM {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    body
}

/// Reads JSON. What does not fit is not quoted: it may be a token or about a person.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Trouble> {
    serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Trouble::Unreadable(match error.is_data() {
            true => format!("not of the documented shape, line {line} column {column}"),
            false => format!("no JSON, line {line} column {column}"),
        })
    })
}

/// The media type of a file; one that cannot be a header's value says nothing.
pub(crate) fn media_type(file: &Attachment) -> HeaderValue {
    HeaderValue::from_str(&file.media_type)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"))
}

/// An error with all its causes, as one line.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

//! One HTTP request and its answer, and which error each failure is.

use reqwest::{RequestBuilder, Response, header::RETRY_AFTER};
use serde::de::DeserializeOwned;

use super::retry_after;
use crate::{
    Call, ConnectCause, Error, InvalidRequest, Problem,
    clock::Times,
    error::{chain, shortened},
};

/// The largest answer that is read, in bytes. A thousand rows are a few megabytes at most.
const LARGEST_ANSWER: usize = 64 << 20;
/// As much of an error's body is read.
const LARGEST_PROBLEM: usize = 64 << 10;

/// A success.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json<T: DeserializeOwned>(self, call: Call) -> Result<(u16, T), Error> {
        let status = self.status;
        match serde_json::from_slice(&self.body) {
            Ok(value) => Ok((status, value)),
            Err(error) if error.is_data() => {
                // What does not fit is quoted by serde, and in a token's answer that may be the token.
                let detail = if call == Call::Token {
                    String::new()
                } else {
                    error.to_string()
                };
                Err(Error::UnexpectedShape {
                    call,
                    status,
                    detail: shortened(&detail).unwrap_or_default(),
                })
            }
            Err(error) => Err(Error::Malformed {
                call,
                status,
                detail: error.to_string(),
            }),
        }
    }
}

pub(super) async fn exchange(call: Call, request: RequestBuilder, times: &Times) -> Result<Answer, Error> {
    let mut response = request.send().await.map_err(|error| broken(call, error))?;
    times.hear(response.headers());
    if !response.status().is_success() {
        return Err(failure(call, response, times).await);
    }
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| broken(call, error))? {
        if body.len() + chunk.len() > LARGEST_ANSWER {
            let detail = format!("more than {LARGEST_ANSWER} bytes");
            return Err(Error::UnexpectedShape { call, status, detail });
        }
        body.extend_from_slice(&chunk);
    }
    tracing::trace!(%call, status, bytes = body.len(), "answered");
    Ok(Answer { status, body })
}

/// Which error an answer with an error status is.
pub(crate) async fn failure(call: Call, response: Response, times: &Times) -> Error {
    let status = response.status().as_u16();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| retry_after::parse(value, times.now()));
    let problem = match call {
        // An object store repeats parts of the signed URL in its errors.
        Call::NqlExportFile => Problem::bare(status),
        _ => Problem::read(status, &beginning(response).await),
    };
    match (call, status) {
        (_, 429) => Error::RateLimited {
            call,
            problem,
            retry_after,
        },
        (_, 503) => Error::Unavailable {
            call,
            problem,
            retry_after,
        },
        (_, 500..=599) => Error::Server { call, problem },
        (Call::Token, 400 | 401 | 403) => Error::CredentialsRefused { problem },
        (Call::Token | Call::NqlExportFile, 400..=499) => Error::Rejected { call, problem },
        (_, 401) => Error::Unauthorized { call, problem },
        (_, 403) => Error::Forbidden { call, problem },
        (_, 404) => Error::NotFound { call, problem },
        (_, 406) => Error::NotAcceptable { call, problem },
        (_, 400..=499) => Error::Rejected { call, problem },
        _ => Error::UnexpectedStatus { call, problem },
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

/// Which error a request without a complete answer is.
pub(crate) fn broken(call: Call, error: reqwest::Error) -> Error {
    // The URL may be a signed one.
    let error = error.without_url();
    let detail = chain(&error);
    if error.is_builder() {
        Error::InvalidRequest {
            call,
            reason: InvalidRequest::Unsendable { detail },
        }
    } else if error.is_connect() {
        let cause = ConnectCause::of(&error);
        Error::Connect { call, cause, detail }
    } else if error.is_timeout() {
        Error::Timeout { call, detail }
    } else {
        Error::Interrupted { call, detail }
    }
}

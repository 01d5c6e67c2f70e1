use std::fmt;

use bytes::Bytes;
use reqwest::{
    Method, RequestBuilder, Url,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde::Serialize;

use crate::{Call, Error, InvalidRequest};

/// A call of the API that can be sent more than once.
pub(crate) struct Request {
    pub(crate) call: Call,
    /// The query, remote action or workflow that it is about.
    pub(super) subject: Option<String>,
    method: Method,
    url: Url,
    body: Option<Bytes>,
    utc_times: bool,
}

impl Request {
    pub(crate) fn get(call: Call, url: Url) -> Self {
        Self {
            call,
            subject: None,
            method: Method::GET,
            url,
            body: None,
            utc_times: false,
        }
    }

    pub(crate) fn post(call: Call, url: Url, body: &impl Serialize) -> Result<Self, Error> {
        let body = serde_json::to_vec(body).map_err(|error| Error::InvalidRequest {
            call,
            reason: InvalidRequest::Unsendable {
                detail: error.to_string(),
            },
        })?;
        Ok(Self {
            call,
            subject: None,
            method: Method::POST,
            url,
            body: Some(body.into()),
            utc_times: false,
        })
    }

    /// Says what the call is about, to whoever follows it.
    pub(crate) fn about(mut self, subject: impl fmt::Display) -> Self {
        self.subject = Some(subject.to_string());
        self
    }

    /// Asks for times in UTC; otherwise they come in the tenant's own zone, which the answer does not name.
    pub(crate) fn utc_times(mut self) -> Self {
        self.utc_times = true;
        self
    }

    pub(super) fn build(&self, http: &reqwest::Client) -> RequestBuilder {
        let mut builder = http
            .request(self.method.clone(), self.url.clone())
            .header(ACCEPT, "application/json");
        if self.utc_times {
            builder = builder.header("x-utc-times", "true");
        }
        if let Some(body) = &self.body {
            builder = builder
                .header(CONTENT_TYPE, "application/json")
                .body(body.clone());
        }
        builder
    }
}

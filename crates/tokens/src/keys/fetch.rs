//! One request for a JWK set.

use std::{error::Error, fmt::Write, net::IpAddr, time::Duration};

use jsonwebtoken::jwk::Jwk;
use reqwest::{Client, Url, header::ACCEPT, redirect};
use serde::Deserialize;
use serde_json::Value;

use super::public::PublicKey;
use crate::ConfigurationError;

const USER_AGENT: &str = concat!("deskside-tokens/", env!("CARGO_PKG_VERSION"));
/// From the request to the last byte of the answer. Somebody waits for it.
const PATIENCE: Duration = Duration::from_secs(5);
/// Sets have a few kilobytes.
const LARGEST: usize = 256 << 10;

#[derive(Debug)]
pub(super) struct Endpoint {
    url: Url,
    http: Client,
}

#[derive(Deserialize)]
struct JwkSet {
    keys: Vec<Value>,
}

impl Endpoint {
    pub(super) fn new(url: &str) -> Result<Self, ConfigurationError> {
        let http = Client::builder()
            .user_agent(USER_AGENT)
            .timeout(PATIENCE)
            // The address is configured, so that nobody else can choose where the keys come from.
            .redirect(redirect::Policy::none())
            .build()
            .map_err(|error| ConfigurationError::Http {
                reason: chain(&error),
            })?;
        Ok(Self {
            url: address(url)?,
            http,
        })
    }

    /// For logs.
    pub(super) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The usable keys of the set, or in words what went wrong.
    pub(super) async fn fetch(&self) -> Result<Vec<PublicKey>, String> {
        let in_words = |error: reqwest::Error| chain(&error.without_url());
        let request = self.http.get(self.url.clone()).header(ACCEPT, "application/json");
        let mut response = request.send().await.map_err(in_words)?;
        if !response.status().is_success() {
            return Err(format!("HTTP status {}", response.status().as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(in_words)? {
            if body.len() + chunk.len() > LARGEST {
                return Err(format!("more than {LARGEST} bytes"));
            }
            body.extend_from_slice(&chunk);
        }
        let set: JwkSet = serde_json::from_slice(&body).map_err(|error| format!("no JWK set: {error}"))?;
        // One that cannot be read is not to hide the others.
        let keys = set
            .keys
            .into_iter()
            .filter_map(|key| serde_json::from_value::<Jwk>(key).ok())
            .filter_map(|key| PublicKey::read(&key))
            .collect();
        Ok(keys)
    }
}

fn address(text: &str) -> Result<Url, ConfigurationError> {
    let unusable = |reason| ConfigurationError::KeysAddress { reason };
    let url = Url::parse(text).map_err(|_| unusable("it is no absolute URL"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(unusable("it holds a user or a password"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_this_machine(&url) => Ok(url),
        _ => Err(unusable("it has to begin with https://")),
    }
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// An error with its causes.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        // Writing to a text cannot fail.
        let _ = write!(text, ": {error}");
        cause = error.source();
    }
    text
}

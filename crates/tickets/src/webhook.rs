//! A [Standard Webhook](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md),
//! version 1.0, for desks that have no connector of their own: a flow, a function, a mail gateway.

mod create;
mod payload;
mod signature;

use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};

use self::signature::Secret;
use crate::{ConfigurationError, address::read, http::Http};

/// Where reports are sent, and how the receiver knows that they are ours.
#[derive(Debug, Clone)]
pub struct WebhookSettings {
    /// The receiver's address. Whoever knows it can often send to it, so that it is kept like a secret.
    pub address: SecretString,
    /// The shared secrets, `whsec_` and 24 to 64 bytes in base64. While a secret is replaced there are two, and what is
    /// sent is signed with both.
    pub secrets: Vec<SecretString>,
}

pub(crate) struct Webhook {
    http: Http,
    address: Url,
    secrets: Vec<Secret>,
}

impl Webhook {
    pub(crate) fn new(settings: &WebhookSettings, http: Http) -> Result<Self, ConfigurationError> {
        if settings.secrets.is_empty() {
            return Err(ConfigurationError::Empty("list of the webhook's secrets"));
        }
        Ok(Self {
            http,
            address: read("webhook", settings.address.expose_secret())?,
            secrets: settings
                .secrets
                .iter()
                .map(Secret::read)
                .collect::<Result<_, _>>()?,
        })
    }
}

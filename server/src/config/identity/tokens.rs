//! `[identity.tokens.<name>]`: a host page whose back end signs tokens.

use std::path::PathBuf;

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;

use super::Claims;
use crate::{config::secret::KeptSecret, fault::Fault};

pub const EXAMPLE: &str = r#"[identity.tokens.portal]
issuer = "https://portal.example.com"
audience = "deskside"
algorithms = ["ES256"]
jwks_url = "https://portal.example.com/jwks.json"
claims = { upn = "sub" }"#;

/// A host page whose back end signs tokens.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenIssuer {
    /// Its `iss`.
    pub issuer: String,
    /// Its `aud`.
    pub audience: String,
    /// The algorithms that it may sign by.
    pub algorithms: Vec<String>,
    /// Where its public keys are.
    pub jwks_url: Option<String>,
    /// A file that holds its one public key, as PEM.
    pub public_key_file: Option<PathBuf>,
    /// The secret that it shares, of 32 bytes at least.
    #[schemars(with = "Option<crate::config::secret::Secret>")]
    pub secret: Option<SecretString>,
    /// A file that holds it.
    pub secret_file: Option<PathBuf>,
    /// Which claims mean what.
    #[serde(default)]
    pub claims: Claims,
}

/// Where an issuer's keys are.
pub enum KeySource<'a> {
    /// At this address.
    Jwks(&'a str),
    /// In this file.
    PublicKey(&'a PathBuf),
    /// It shares a secret.
    Secret,
}

impl TokenIssuer {
    pub(super) fn check(&self, section: &str) -> Result<(), Fault> {
        let fault = |what: String| Err(Fault::new(what, format!("for example:\n{EXAMPLE}")));
        for (key, value) in [("issuer", &self.issuer), ("audience", &self.audience)] {
            if value.is_empty() {
                return fault(format!("{section}.{key}: it is empty"));
            }
        }
        if self.key_source().is_none() {
            return fault(format!(
                "{section}: exactly one of jwks_url, public_key_file, secret and secret_file has to be set"
            ));
        }
        self.claims.check(section)
    }

    /// Where its keys are, when exactly one place is named.
    pub fn key_source(&self) -> Option<KeySource<'_>> {
        let secret = self.secret.is_some() || self.secret_file.is_some();
        match (&self.jwks_url, &self.public_key_file, secret) {
            (Some(url), None, false) => Some(KeySource::Jwks(url)),
            (None, Some(file), false) => Some(KeySource::PublicKey(file)),
            (None, None, true) => Some(KeySource::Secret),
            _ => None,
        }
    }

    /// The secret that it shares, from wherever it is kept.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn shared_secret(&self, section: &str) -> Result<SecretString, Fault> {
        let kept = KeptSecret {
            section,
            key: "secret",
            text: self.secret.as_ref(),
            file: self.secret_file.as_deref(),
            example: EXAMPLE,
        };
        kept.read()
    }
}

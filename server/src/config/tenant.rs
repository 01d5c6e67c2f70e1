//! `[tenant]`: the Nexthink tenant.

use std::{fs, path::PathBuf};

use secrecy::SecretString;
use serde::Deserialize;

use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[tenant]
instance = "acme"
region = "eu"
client_id = "…"
client_secret_file = "/run/secrets/nexthink""#;

/// Which of the two token endpoints to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenEndpoint {
    /// `/oauth2/default/v1/token` on the log-in host.
    #[default]
    Current,
    /// `/api/v1/token` on the API host.
    Legacy,
}

/// Which version of the NQL API to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NqlVersion {
    /// `/api/v1/nql/execute`
    V1,
    /// `/api/v2/nql/execute`
    #[default]
    V2,
}

/// The Nexthink tenant.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// The instance's name, the first part of its host names.
    pub instance: Option<String>,
    /// `us`, `eu`, `pac` or `meta`.
    pub region: Option<String>,
    /// The API's base URL, instead of instance and region.
    pub api_url: Option<String>,
    /// The log-in's base URL, instead of instance and region; by default the API's.
    pub login_url: Option<String>,
    /// The credential's client id.
    pub client_id: String,
    /// The credential's client secret.
    pub client_secret: Option<SecretString>,
    /// A file that holds the client secret.
    pub client_secret_file: Option<PathBuf>,
    /// Which of the two token endpoints to ask.
    #[serde(default)]
    pub token_endpoint: TokenEndpoint,
    /// Which version of the NQL API to ask.
    #[serde(default)]
    pub nql_version: NqlVersion,
    /// A PEM file of a certificate authority to trust besides the system's, for proxies that open TLS.
    pub extra_ca: Option<PathBuf>,
    /// What executions of this installation are called in Nexthink (`externalSource`). Two installations on one
    /// tenant need two names.
    #[serde(default)]
    pub source: Source,
}

/// The name of an installation in Nexthink.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Source(pub String);

impl Default for Source {
    fn default() -> Self {
        Self("Deskside".to_owned())
    }
}

impl Tenant {
    /// Whether the section says enough, and nothing twice.
    ///
    /// # Errors
    /// What is wrong, with an example.
    pub fn check(&self) -> Result<(), Fault> {
        let fault = |what: &str| Err(Fault::new(what, format!("for example:\n{EXAMPLE}")));
        match (&self.instance, &self.region, &self.api_url) {
            (Some(_), Some(_), None) | (None, None, Some(_)) => {}
            (None, None, None) => return fault("tenant: neither instance and region nor api_url is set"),
            (_, _, Some(_)) => {
                return fault("tenant: api_url is set besides instance or region; one of them is right");
            }
            _ => return fault("tenant: instance and region go together"),
        }
        match (&self.client_secret, &self.client_secret_file) {
            (None, None) => fault("tenant: neither client_secret nor client_secret_file is set"),
            (Some(_), Some(_)) => {
                fault("tenant: client_secret and client_secret_file are both set; one is right")
            }
            _ if self.source.0.trim().is_empty() => fault("tenant.source: it is empty"),
            _ => Ok(()),
        }
    }

    /// The client secret, from wherever it is kept.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn secret(&self) -> Result<SecretString, Fault> {
        if let Some(secret) = &self.client_secret {
            return Ok(secret.clone());
        }
        let Some(file) = &self.client_secret_file else {
            return Err(Fault::new(
                "tenant: no client secret is set",
                format!("for example:\n{EXAMPLE}"),
            ));
        };
        let text = fs::read_to_string(file).map_err(|error| {
            Fault::new(
                format!(
                    "tenant.client_secret_file: cannot read {}: {error}",
                    file.display()
                ),
                "check its path and rights",
            )
        })?;
        Ok(text.trim().to_owned().into())
    }
}

//! `[tenant]`: the Nexthink tenant.

use std::path::PathBuf;

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::secret::KeptSecret;
use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[tenant]
instance = "acme"
region = "eu"
client_id = "…"
client_secret_file = "/run/secrets/nexthink""#;

/// Which of the two token endpoints to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TokenEndpoint {
    /// `/oauth2/default/v1/token` on the log-in host.
    #[default]
    Current,
    /// `/api/v1/token` on the API host.
    Legacy,
}

/// Which version of the NQL API to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NqlVersion {
    /// `/api/v1/nql/execute`.
    V1,
    /// `/api/v2/nql/execute`.
    #[default]
    V2,
}

/// The Nexthink tenant.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
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
    #[schemars(with = "Option<crate::config::secret::Secret>")]
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
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
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
        if self.source.0.trim().is_empty() {
            return fault("tenant.source: it is empty");
        }
        self.kept_secret().check()
    }

    /// The client secret, from wherever it is kept.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn secret(&self) -> Result<SecretString, Fault> {
        self.kept_secret().read()
    }

    fn kept_secret(&self) -> KeptSecret<'_> {
        KeptSecret {
            section: "tenant",
            key: "client_secret",
            text: self.client_secret.as_ref(),
            file: self.client_secret_file.as_deref(),
            example: EXAMPLE,
        }
    }
}

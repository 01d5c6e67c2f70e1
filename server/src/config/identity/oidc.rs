//! `[identity.oidc.<name>]`: an identity provider, by OpenID Connect.

use std::path::PathBuf;

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;

use super::Claims;
use crate::{config::secret::KeptSecret, fault::Fault};

pub const EXAMPLE: &str = r#"[identity.oidc.company]
issuer = "https://login.example.com"
client_id = "deskside"
client_secret_file = "/run/secrets/oidc"
claims = { upn = "preferred_username" }"#;

/// An identity provider.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Oidc {
    /// What the button says; the section's name otherwise.
    pub label: Option<String>,
    /// The provider, exactly as it names itself.
    pub issuer: String,
    /// What Deskside is called there.
    pub client_id: String,
    /// The secret itself.
    #[schemars(with = "Option<crate::config::secret::Secret>")]
    pub client_secret: Option<SecretString>,
    /// A file that holds it.
    pub client_secret_file: Option<PathBuf>,
    /// What is asked for.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// Whether a refresh token is asked for, by which a session ends when the account does.
    #[serde(default)]
    pub refresh: bool,
    /// Which claims mean what.
    #[serde(default)]
    pub claims: Claims,
}

fn scopes() -> Vec<String> {
    ["openid", "profile", "email"].map(str::to_owned).to_vec()
}

impl Oidc {
    pub(super) fn check(&self, section: &str) -> Result<(), Fault> {
        let fault = |what: String| Err(Fault::new(what, format!("for example:\n{EXAMPLE}")));
        if self.client_id.is_empty() {
            return fault(format!("{section}.client_id: it is empty"));
        }
        if !self.scopes.iter().any(|scope| scope == "openid") {
            return fault(format!("{section}.scopes: `openid` is missing"));
        }
        self.kept_secret(section).check()?;
        self.claims.check(section)
    }

    /// The secret, from wherever it is kept.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn secret(&self, name: &str) -> Result<SecretString, Fault> {
        self.kept_secret(&format!("identity.oidc.{name}")).read()
    }

    fn kept_secret<'a>(&'a self, section: &'a str) -> KeptSecret<'a> {
        KeptSecret {
            section,
            key: "client_secret",
            text: self.client_secret.as_ref(),
            file: self.client_secret_file.as_deref(),
            example: EXAMPLE,
        }
    }
}

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;

use crate::{config::secret::KeptSecret, fault::Fault};

const EXAMPLE: &str = r#"[service_desk]
kind = "webhook"
address_file = "/run/secrets/desk-address"
secret_file = "/run/secrets/desk""#;

/// The receiver of a Standard Webhook.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Its address, which is often a secret itself.
    #[schemars(with = "Option<crate::config::secret::Secret>")]
    pub address: Option<SecretString>,
    /// A file that holds it.
    pub address_file: Option<PathBuf>,
    /// The secret that it shares, `whsec_…`.
    #[schemars(with = "Option<crate::config::secret::Secret>")]
    pub secret: Option<SecretString>,
    /// A file that holds it.
    pub secret_file: Option<PathBuf>,
    /// The one before, while it is replaced.
    #[schemars(with = "Option<crate::config::secret::Secret>")]
    pub previous_secret: Option<SecretString>,
    /// A file that holds it.
    pub previous_secret_file: Option<PathBuf>,
}

impl Webhook {
    /// The address, from wherever it is.
    ///
    /// # Errors
    /// When there is none, or its file cannot be read.
    pub fn address(&self) -> Result<SecretString, Fault> {
        kept("address", self.address.as_ref(), self.address_file.as_deref()).read()
    }

    /// The secrets to sign by, from wherever they are.
    ///
    /// # Errors
    /// When there is none, or a file cannot be read.
    pub fn secrets(&self) -> Result<Vec<SecretString>, Fault> {
        let mut secrets = vec![kept("secret", self.secret.as_ref(), self.secret_file.as_deref()).read()?];
        let (text, file) = (
            self.previous_secret.as_ref(),
            self.previous_secret_file.as_deref(),
        );
        if text.is_some() || file.is_some() {
            secrets.push(kept("previous_secret", text, file).read()?);
        }
        Ok(secrets)
    }
}

fn kept<'a>(key: &'a str, text: Option<&'a SecretString>, file: Option<&'a Path>) -> KeptSecret<'a> {
    KeptSecret {
        section: "service_desk",
        key,
        text,
        file,
        example: EXAMPLE,
    }
}

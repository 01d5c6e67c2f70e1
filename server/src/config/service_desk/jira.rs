use std::path::PathBuf;

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;

use super::Fields;
use crate::{config::secret::KeptSecret, fault::Fault};

const EXAMPLE: &str = r#"[service_desk]
kind = "jira"
site = "https://example.atlassian.net"
service_desk = "4"
request_type = "25"
credentials = { kind = "basic", email = "deskside@example.com", token_file = "/run/secrets/jira" }"#;

/// A site of Jira Service Management.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Jira {
    /// Its address.
    pub site: String,
    /// The service desk's id, a number.
    pub service_desk: String,
    /// The request type's id, a number.
    pub request_type: String,
    /// Who raises the requests.
    pub credentials: JiraCredentials,
    /// Whether they are raised on behalf of the person.
    #[serde(default)]
    pub on_behalf: bool,
    /// Further fields of the requests.
    #[serde(default)]
    pub fields: Fields,
}

/// An account of the site.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum JiraCredentials {
    /// An address and an API token.
    Basic {
        /// The account's address.
        email: String,
        /// The API token.
        #[schemars(with = "Option<crate::config::secret::Secret>")]
        token: Option<SecretString>,
        /// A file that holds it.
        token_file: Option<PathBuf>,
    },
    /// A token of OAuth 2.0.
    Bearer {
        /// The token.
        #[schemars(with = "Option<crate::config::secret::Secret>")]
        token: Option<SecretString>,
        /// A file that holds it.
        token_file: Option<PathBuf>,
    },
}

impl JiraCredentials {
    /// The token, from wherever it is.
    ///
    /// # Errors
    /// When there is none, or its file cannot be read.
    pub fn token(&self) -> Result<SecretString, Fault> {
        let (Self::Basic {
            token, token_file, ..
        }
        | Self::Bearer { token, token_file }) = self;
        KeptSecret {
            section: "service_desk.credentials",
            key: "token",
            text: token.as_ref(),
            file: token_file.as_deref(),
            example: EXAMPLE,
        }
        .read()
    }
}

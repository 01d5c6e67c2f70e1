use std::path::PathBuf;

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;

use super::{EXAMPLE, Fields};
use crate::{config::secret::KeptSecret, fault::Fault};

/// A ServiceNow instance.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceNow {
    /// Its address.
    pub instance: String,
    /// The table that tickets are records of.
    #[serde(default = "incident")]
    pub table: String,
    /// Who makes the records.
    pub credentials: ServiceNowCredentials,
    /// How the person becomes the caller.
    pub caller: Option<Caller>,
    /// Further fields of the records.
    #[serde(default)]
    pub fields: Fields,
}

fn incident() -> String {
    "incident".to_owned()
}

/// How the person becomes the caller.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Caller {
    /// The field that refers to the user.
    pub field: String,
    /// What the user is found by, in this order.
    pub by: Vec<CallerMatch>,
}

/// A column of `sys_user`.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallerMatch {
    /// The address for mail.
    Email,
    /// The user principal name.
    UserName,
}

/// A user of the instance, directly or by its OAuth 2.0 provider.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ServiceNowCredentials {
    /// A user and a password.
    Basic {
        /// The user.
        user: String,
        /// The password.
        #[schemars(with = "Option<crate::config::secret::Secret>")]
        password: Option<SecretString>,
        /// A file that holds it.
        password_file: Option<PathBuf>,
    },
    /// The grant `client_credentials`.
    ClientCredentials {
        /// The client.
        client_id: String,
        /// Its secret.
        #[schemars(with = "Option<crate::config::secret::Secret>")]
        client_secret: Option<SecretString>,
        /// A file that holds it.
        client_secret_file: Option<PathBuf>,
    },
    /// The grant `password`.
    Password {
        /// The client.
        client_id: String,
        /// Its secret.
        #[schemars(with = "Option<crate::config::secret::Secret>")]
        client_secret: Option<SecretString>,
        /// A file that holds it.
        client_secret_file: Option<PathBuf>,
        /// The user.
        user: String,
        /// The password.
        #[schemars(with = "Option<crate::config::secret::Secret>")]
        password: Option<SecretString>,
        /// A file that holds it.
        password_file: Option<PathBuf>,
    },
}

impl ServiceNowCredentials {
    /// The password, from wherever it is.
    ///
    /// # Errors
    /// When there is none, or its file cannot be read.
    pub fn password(&self) -> Result<SecretString, Fault> {
        let (text, file) = match self {
            Self::Basic {
                password,
                password_file,
                ..
            }
            | Self::Password {
                password,
                password_file,
                ..
            } => (password.as_ref(), password_file.as_deref()),
            Self::ClientCredentials { .. } => (None, None),
        };
        KeptSecret {
            section: "service_desk.credentials",
            key: "password",
            text,
            file,
            example: EXAMPLE,
        }
        .read()
    }

    /// The client's secret, from wherever it is.
    ///
    /// # Errors
    /// When there is none, or its file cannot be read.
    pub fn client_secret(&self) -> Result<SecretString, Fault> {
        let (text, file) = match self {
            Self::ClientCredentials {
                client_secret,
                client_secret_file,
                ..
            }
            | Self::Password {
                client_secret,
                client_secret_file,
                ..
            } => (client_secret.as_ref(), client_secret_file.as_deref()),
            Self::Basic { .. } => (None, None),
        };
        KeptSecret {
            section: "service_desk.credentials",
            key: "client_secret",
            text,
            file,
            example: EXAMPLE,
        }
        .read()
    }
}

//! Who Deskside is in a bucket or a container from which it fetches files.

use std::path::PathBuf;

use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;

use crate::{config::secret::KeptSecret, fault::Fault};

/// Who Deskside is there. Without any, it is whoever the machine is that it runs on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Access {
    /// In S3, or what speaks like it.
    S3 {
        /// The region.
        region: Option<String>,
        /// Where it is, if not at Amazon.
        endpoint: Option<String>,
        /// The id of the key; none for the role of the machine.
        access_key_id: Option<String>,
        /// The key.
        #[schemars(with = "Option<crate::config::secret::Secret>")]
        secret_access_key: Option<SecretString>,
        /// A file that holds it.
        secret_access_key_file: Option<PathBuf>,
    },
    /// In Azure.
    Azure {
        /// The storage account.
        account: String,
        /// Where it is, if not at Azure.
        endpoint: Option<String>,
        /// Its access key; none for the managed identity of the machine.
        #[schemars(with = "Option<crate::config::secret::Secret>")]
        access_key: Option<SecretString>,
        /// A file that holds it.
        access_key_file: Option<PathBuf>,
    },
    /// In Google Cloud.
    Gcs {
        /// The key of a service account, in JSON; none for the one of the machine.
        #[schemars(with = "Option<crate::config::secret::Secret>")]
        service_account_key: Option<SecretString>,
        /// A file that holds it.
        service_account_key_file: Option<PathBuf>,
    },
}

impl Access {
    /// The scheme of the addresses that it is for.
    pub const fn scheme(&self) -> &'static str {
        match self {
            Self::S3 { .. } => "s3",
            Self::Azure { .. } => "az",
            Self::Gcs { .. } => "gs",
        }
    }

    /// Whether the machine is known there by itself.
    const fn is_by_machine(&self) -> bool {
        match self {
            Self::S3 {
                access_key_id,
                secret_access_key,
                secret_access_key_file,
                ..
            } => access_key_id.is_none() && secret_access_key.is_none() && secret_access_key_file.is_none(),
            Self::Azure {
                access_key,
                access_key_file,
                ..
            } => access_key.is_none() && access_key_file.is_none(),
            Self::Gcs {
                service_account_key,
                service_account_key_file,
            } => service_account_key.is_none() && service_account_key_file.is_none(),
        }
    }

    /// Whether its secret is in one place, if there need be one.
    ///
    /// # Errors
    /// What is wrong, with an example.
    pub fn check(&self, section: &str, example: &'static str) -> Result<(), Fault> {
        if self.is_by_machine() {
            return Ok(());
        }
        if let Self::S3 {
            access_key_id: None, ..
        } = self
        {
            let what = format!("{section}.access_key_id: it is not set, and there is a key");
            return Err(Fault::new(what, format!("for example:\n{example}")));
        }
        self.kept(section, example).check()
    }

    fn kept<'a>(&'a self, section: &'a str, example: &'static str) -> KeptSecret<'a> {
        let (key, text, file) = match self {
            Self::S3 {
                secret_access_key,
                secret_access_key_file,
                ..
            } => ("secret_access_key", secret_access_key, secret_access_key_file),
            Self::Azure {
                access_key,
                access_key_file,
                ..
            } => ("access_key", access_key, access_key_file),
            Self::Gcs {
                service_account_key,
                service_account_key_file,
            } => (
                "service_account_key",
                service_account_key,
                service_account_key_file,
            ),
        };
        KeptSecret {
            section,
            key,
            text: text.as_ref(),
            file: file.as_deref(),
            example,
        }
    }

    /// Its secret, from wherever it is; `None` where the machine is known by itself.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn secret(&self, section: &str, example: &'static str) -> Result<Option<SecretString>, Fault> {
        match self.is_by_machine() {
            true => Ok(None),
            false => self.kept(section, example).read().map(Some),
        }
    }
}

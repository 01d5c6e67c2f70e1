//! A credential that a machine proves itself by: as in a connector credential of Nexthink.

use std::{fmt, path::PathBuf};

use schemars::JsonSchema;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::secret::{KeptSecret, Secret};
use crate::fault::Fault;

/// Fewer characters could be guessed: whoever has the secret can move executions, and say whose a device is.
pub(super) const LEAST: usize = 24;

/// A connector credential. Nexthink knows these three kinds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Credential {
    /// A token that never changes.
    Bearer {
        /// The token.
        #[schemars(with = "Option<Secret>", extend("minLength" = LEAST))]
        token: Option<SecretString>,
        /// A file that holds it.
        token_file: Option<PathBuf>,
    },
    /// A user and a password.
    Basic {
        /// The user.
        user: String,
        /// The password.
        #[schemars(with = "Option<Secret>", extend("minLength" = LEAST))]
        password: Option<SecretString>,
        /// A file that holds it.
        password_file: Option<PathBuf>,
    },
    /// OAuth 2.0 client credentials; the token is issued here.
    OAuth2 {
        /// The client.
        client_id: String,
        /// Its secret.
        #[schemars(with = "Option<Secret>", extend("minLength" = LEAST))]
        client_secret: Option<SecretString>,
        /// A file that holds it.
        client_secret_file: Option<PathBuf>,
    },
}

/// Where a credential stands in the configuration.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its key, with all sections before it.
    key: String,
    /// How its section should look.
    example: &'static str,
}

impl Place {
    /// The credential of whoever has this name in a section, which should look like that.
    pub fn of(section: &str, name: &impl fmt::Display, example: &'static str) -> Self {
        Self {
            key: format!("{section}.{name}.credential"),
            example,
        }
    }
}

impl Credential {
    /// Whether it says enough, and nothing twice.
    ///
    /// # Errors
    /// What is wrong, with an example.
    pub fn check(&self, place: &Place) -> Result<(), Fault> {
        let Place { key, example } = place;
        let (name_key, name) = match self {
            Self::Bearer { .. } => ("", None),
            Self::Basic { user, .. } => ("user", Some(user)),
            Self::OAuth2 { client_id, .. } => ("client_id", Some(client_id)),
        };
        if name.is_some_and(|name| name.is_empty() || name.contains(':')) {
            let what = format!("{key}.{name_key}: it is empty or holds a colon");
            return Err(Fault::new(what, format!("for example:\n{example}")));
        }
        let kept = self.kept_secret(place);
        kept.check()?;
        kept.text.map_or(Ok(()), |secret| long_enough(&kept, secret))
    }

    /// The secret, from wherever it is kept.
    ///
    /// # Errors
    /// When its file cannot be read, or it is too short.
    pub fn secret(&self, place: &Place) -> Result<SecretString, Fault> {
        let kept = self.kept_secret(place);
        let secret = kept.read()?;
        long_enough(&kept, &secret)?;
        Ok(secret)
    }

    /// What it is, in a sentence.
    pub const fn said(&self) -> &'static str {
        match self {
            Self::Bearer { .. } => "a bearer token",
            Self::Basic { .. } => "a user and a password",
            Self::OAuth2 { .. } => "a token by OAuth 2.0",
        }
    }

    fn kept_secret<'a>(&'a self, place: &'a Place) -> KeptSecret<'a> {
        let (key, text, file) = match self {
            Self::Bearer { token, token_file } => ("token", token, token_file),
            Self::Basic {
                password,
                password_file,
                ..
            } => ("password", password, password_file),
            Self::OAuth2 {
                client_secret,
                client_secret_file,
                ..
            } => ("client_secret", client_secret, client_secret_file),
        };
        KeptSecret {
            section: &place.key,
            key,
            text: text.as_ref(),
            file: file.as_deref(),
            example: place.example,
        }
    }
}

/// Whether a secret that machines prove themselves by cannot be guessed.
pub(super) fn long_enough(kept: &KeptSecret<'_>, secret: &SecretString) -> Result<(), Fault> {
    if secret.expose_secret().chars().count() >= LEAST {
        return Ok(());
    }
    let what = format!(
        "{}.{}: it is too short; {LEAST} characters are the least",
        kept.section, kept.key
    );
    Err(Fault::new(
        what,
        "make one, for example by `openssl rand -hex 32`",
    ))
}

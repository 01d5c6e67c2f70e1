//! `[hooks.<source>]`: who may send webhooks, and how they prove it.

use std::path::PathBuf;

use domain::HookSource;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::secret::KeptSecret;
use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[hooks.acme]
credential = { kind = "bearer", token_file = "/run/secrets/hook" }"#;

/// Fewer characters could be guessed: whoever has the secret can move executions.
const LEAST: usize = 24;

/// A source of webhooks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hook {
    /// How it proves itself, as set in the connector credential in Nexthink.
    pub credential: Credential,
}

/// A connector credential. Nexthink knows these three kinds.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Credential {
    /// A token that never changes.
    Bearer {
        /// The token.
        token: Option<SecretString>,
        /// A file that holds it.
        token_file: Option<PathBuf>,
    },
    /// A user and a password.
    Basic {
        /// The user.
        user: String,
        /// The password.
        password: Option<SecretString>,
        /// A file that holds it.
        password_file: Option<PathBuf>,
    },
    /// OAuth 2.0 client credentials; the token is issued here.
    OAuth2 {
        /// The client.
        client_id: String,
        /// Its secret.
        client_secret: Option<SecretString>,
        /// A file that holds it.
        client_secret_file: Option<PathBuf>,
    },
}

impl Hook {
    /// Whether the section says enough, and nothing twice.
    ///
    /// # Errors
    /// What is wrong, with an example.
    pub fn check(&self, source: &HookSource) -> Result<(), Fault> {
        let section = section(source);
        let (name_key, name) = match &self.credential {
            Credential::Bearer { .. } => ("", None),
            Credential::Basic { user, .. } => ("user", Some(user)),
            Credential::OAuth2 { client_id, .. } => ("client_id", Some(client_id)),
        };
        if name.is_some_and(|name| name.is_empty() || name.contains(':')) {
            let what = format!("{section}.{name_key}: it is empty or holds a colon");
            return Err(Fault::new(what, format!("for example:\n{EXAMPLE}")));
        }
        let kept = self.kept_secret(&section);
        kept.check()?;
        kept.text.map_or(Ok(()), |secret| long_enough(&kept, secret))
    }

    /// The secret, from wherever it is kept.
    ///
    /// # Errors
    /// When its file cannot be read, or it is too short.
    pub fn secret(&self, source: &HookSource) -> Result<SecretString, Fault> {
        let section = section(source);
        let kept = self.kept_secret(&section);
        let secret = kept.read()?;
        long_enough(&kept, &secret)?;
        Ok(secret)
    }

    fn kept_secret<'a>(&'a self, section: &'a str) -> KeptSecret<'a> {
        let (key, text, file) = match &self.credential {
            Credential::Bearer { token, token_file } => ("token", token, token_file),
            Credential::Basic {
                password,
                password_file,
                ..
            } => ("password", password, password_file),
            Credential::OAuth2 {
                client_secret,
                client_secret_file,
                ..
            } => ("client_secret", client_secret, client_secret_file),
        };
        KeptSecret {
            section,
            key,
            text: text.as_ref(),
            file: file.as_deref(),
            example: EXAMPLE,
        }
    }
}

fn section(source: &HookSource) -> String {
    format!("hooks.{source}.credential")
}

fn long_enough(kept: &KeptSecret<'_>, secret: &SecretString) -> Result<(), Fault> {
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

#[cfg(test)]
mod tests {
    use figment::{
        Figment,
        providers::{Format as _, Toml},
    };

    use super::*;

    const LONG: &str = "0123456789abcdef01234567";

    fn hook(credential: &str) -> Hook {
        let text = format!("credential = {{ {credential} }}");
        Figment::from(Toml::string(&text)).extract().unwrap()
    }

    fn refused(credential: &str) -> String {
        let source = "acme".parse().unwrap();
        let hook = hook(credential);
        hook.check(&source)
            .and_then(|()| hook.secret(&source).map(drop))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn each_kind_has_its_secret_in_one_place() {
        let source = "acme".parse().unwrap();
        for good in [
            format!("kind = 'bearer', token = '{LONG}'"),
            format!("kind = 'basic', user = 'nexthink', password = '{LONG}'"),
            format!("kind = 'oauth2', client_id = 'nexthink', client_secret = '{LONG}'"),
        ] {
            let hook = hook(&good);
            hook.check(&source).unwrap();
            assert_eq!(hook.secret(&source).unwrap().expose_secret(), LONG);
            assert!(!format!("{hook:?}").contains(LONG), "{hook:?}");
        }
        for (bad, why) in [
            ("kind = 'bearer'".to_owned(), "neither token nor token_file"),
            (
                format!("kind = 'bearer', token = '{LONG}', token_file = 'x'"),
                "both set",
            ),
            (
                format!("kind = 'basic', user = 'a:b', password = '{LONG}'"),
                "a colon",
            ),
        ] {
            let said = refused(&bad);
            assert!(
                said.contains("hooks.acme.credential") && said.contains(why),
                "{said}"
            );
        }
    }

    #[test]
    fn a_short_secret_is_refused_wherever_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("hook");
        std::fs::write(&file, format!("{}\n", &LONG[1..])).unwrap();
        for bad in [
            format!("kind = 'bearer', token = '{}'", &LONG[1..]),
            format!("kind = 'bearer', token_file = '{}'", file.display()),
        ] {
            let said = refused(&bad);
            assert!(said.contains("too short"), "{said}");
            assert!(!said.contains(&LONG[1..]), "{said}");
        }
    }
}

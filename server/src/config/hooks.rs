//! `[hooks.<source>]`: who may send webhooks, and how they prove it.

use domain::HookSource;
use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;

use super::credential::{Credential, Place};
use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[hooks.acme]
credential = { kind = "bearer", token_file = "/run/secrets/hook" }"#;

/// A source of webhooks.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hook {
    /// How it proves itself, as set in the connector credential in Nexthink.
    pub credential: Credential,
}

impl Hook {
    /// Whether the section says enough, and nothing twice.
    ///
    /// # Errors
    /// What is wrong, with an example.
    pub fn check(&self, source: &HookSource) -> Result<(), Fault> {
        self.credential.check(&place(source))
    }

    /// The secret, from wherever it is kept.
    ///
    /// # Errors
    /// When its file cannot be read, or it is too short.
    pub fn secret(&self, source: &HookSource) -> Result<SecretString, Fault> {
        self.credential.secret(&place(source))
    }
}

fn place(source: &HookSource) -> Place {
    Place::of("hooks", source, EXAMPLE)
}

#[cfg(test)]
mod tests {
    use figment::{
        Figment,
        providers::{Format as _, Toml},
    };

    use secrecy::ExposeSecret as _;

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

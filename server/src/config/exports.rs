//! `[exports.<feed>]`: who may bring exported data, and how they prove it, or where it is fetched.

mod access;
mod fetched_from;

use std::collections::BTreeMap;

use domain::FeedName;
use intake::Limits;
use jiff::SignedDuration;
use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;
use service::{DirectorySet, Feed};

pub use access::Access;
pub use fetched_from::FetchedFrom;

use super::credential::{Credential, Place};
use crate::{fault::Fault, tenant::FileLimits};

pub const EXAMPLE: &str = r#"[exports.devices]
set = "devices"
credential = { kind = "bearer", token_file = "/run/secrets/export" }"#;

const FETCHED: &str = r#"[exports.devices]
set = "devices"
from = "s3://bucket/folder"
access = { kind = "s3", region = "eu-west-1", access_key_id = "…", secret_access_key_file = "/run/secrets/s3" }"#;

/// A feed of exported data.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// What it brings.
    pub set: Set,
    /// How it proves itself, as set in the connector credential in Nexthink, where it is sent.
    pub credential: Option<Credential>,
    /// Where its files are put, where they are fetched.
    pub from: Option<FetchedFrom>,
    /// Who Deskside is there.
    pub access: Option<Access>,
    /// How often it comes.
    #[serde(default = "default_every")]
    #[schemars(range(min = LEAST, max = MOST))]
    pub every_minutes: u32,
    /// Of all rows of a file, such a share may be unreadable; with more, the file is refused.
    #[serde(default = "default_share")]
    #[schemars(range(min = 0.0), extend("exclusiveMaximum" = 1.0))]
    pub max_bad_share: f64,
    /// The largest body, as it is sent.
    #[serde(default = "default_largest")]
    #[schemars(range(min = 1))]
    pub largest_mib: u32,
    /// The largest body, in MiB when it is unpacked.
    #[serde(default = "default_unpacked")]
    #[schemars(range(min = 1))]
    pub largest_unpacked_mib: u32,
    /// The most rows of a file.
    #[serde(default = "default_rows")]
    #[schemars(range(min = 1))]
    pub most_rows: u32,
}

/// What a feed brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Set {
    /// All devices, with their figures.
    Devices,
    /// Who used which.
    People,
}

impl From<Set> for DirectorySet {
    fn from(set: Set) -> Self {
        match set {
            Set::Devices => Self::Devices,
            Set::People => Self::People,
        }
    }
}

/// What comes more often leaves no time to load it.
const LEAST: u32 = 5;

/// What comes more seldom would be shown although it is days old.
const MOST: u32 = 12 * 60;

const fn default_every() -> u32 {
    60
}

const fn default_share() -> f64 {
    0.05
}

const fn default_largest() -> u32 {
    2 * 1024
}

const fn default_unpacked() -> u32 {
    8 * 1024
}

const fn default_rows() -> u32 {
    5_000_000
}

impl Export {
    /// Whether the section says enough, and nothing twice.
    ///
    /// # Errors
    /// What is wrong, with an example.
    pub fn check(&self, feed: &FeedName) -> Result<(), Fault> {
        if !(0.0..1.0).contains(&self.max_bad_share) {
            let what = format!("exports.{feed}.max_bad_share: it is not from 0 to less than 1");
            return Err(Fault::new(what, "0.05 is usual: one row in twenty"));
        }
        if !(LEAST..=MOST).contains(&self.every_minutes) {
            let what = format!("exports.{feed}.every_minutes: it is not from {LEAST} to {MOST}");
            return Err(Fault::new(what, "60 is usual"));
        }
        for (limit, key, usual) in [
            (self.largest_mib, "largest_mib", default_largest()),
            (
                self.largest_unpacked_mib,
                "largest_unpacked_mib",
                default_unpacked(),
            ),
            (self.most_rows, "most_rows", default_rows()),
        ] {
            if limit == 0 {
                let what = format!("exports.{feed}.{key}: nothing is as small as 0");
                return Err(Fault::new(what, format!("{usual} is usual")));
            }
        }
        match (&self.credential, &self.from) {
            (Some(credential), None) => {
                self.check_access(feed, None)?;
                credential.check(&place(feed))
            }
            (None, Some(from)) => self.check_access(feed, Some(from)),
            (None, None) | (Some(_), Some(_)) => {
                let what = format!("exports.{feed}: it has to have either a credential or from");
                let todo = format!(
                    "a credential where it is sent to Deskside, from where it is fetched; for example:\n{EXAMPLE}"
                );
                Err(Fault::new(what, todo))
            }
        }
    }

    /// Whether there is access where it is needed only, and its secret is in one place.
    fn check_access(&self, feed: &FeedName, from: Option<&FetchedFrom>) -> Result<(), Fault> {
        let Some(access) = &self.access else {
            return Ok(());
        };
        let section = access_section(feed);
        if from.map(FetchedFrom::scheme) != Some(access.scheme()) {
            let what = format!(
                "{section}: it is for addresses that begin with {}://",
                access.scheme()
            );
            return Err(Fault::new(what, format!("for example:\n{FETCHED}")));
        }
        access.check(&section, FETCHED)
    }

    /// The secret of the credential, from wherever it is kept.
    ///
    /// # Errors
    /// When its file cannot be read, or it is too short.
    pub fn secret(&self, feed: &FeedName, credential: &Credential) -> Result<SecretString, Fault> {
        credential.secret(&place(feed))
    }

    /// The secret of the access, where there is one.
    ///
    /// # Errors
    /// When it is nowhere, or its file cannot be read.
    pub fn access_secret(&self, feed: &FeedName) -> Result<Option<SecretString>, Fault> {
        match &self.access {
            Some(access) => access.secret(&access_section(feed), FETCHED),
            None => Ok(None),
        }
    }

    /// The same for the use-cases.
    pub fn feed(&self) -> Feed {
        Feed {
            set: self.set.into(),
            every: SignedDuration::from_mins(self.every_minutes.into()),
            max_bad_share: self.max_bad_share,
        }
    }

    /// How large a file may be.
    pub fn limits(&self) -> FileLimits {
        let bytes = |mib: u32| u64::from(mib) * 1024 * 1024;
        FileLimits {
            sent: bytes(self.largest_mib),
            inside: Limits {
                bytes: bytes(self.largest_unpacked_mib),
                rows: self.most_rows.into(),
            },
        }
    }
}

/// All of them for the use-cases.
pub fn feeds(exports: &BTreeMap<FeedName, Export>) -> BTreeMap<FeedName, Feed> {
    let feed = |(name, export): (&FeedName, &Export)| (name.clone(), export.feed());
    exports.iter().map(feed).collect()
}

/// Two feeds of one set would take turns in throwing each other's rows out.
///
/// # Errors
/// When there are two.
pub fn check_sets<'a>(exports: impl IntoIterator<Item = (&'a FeedName, &'a Export)>) -> Result<(), Fault> {
    let mut seen: Vec<(Set, &FeedName)> = Vec::new();
    for (name, export) in exports {
        if let Some((_, other)) = seen.iter().find(|(set, _)| *set == export.set) {
            let what = format!(
                "exports.{name}.set: {other} brings the same set, and each would replace the other's rows"
            );
            return Err(Fault::new(what, "let one feed bring all rows of a set"));
        }
        seen.push((export.set, name));
    }
    Ok(())
}

fn place(feed: &FeedName) -> Place {
    Place::of("exports", feed, EXAMPLE)
}

fn access_section(feed: &FeedName) -> String {
    format!("exports.{feed}.access")
}

#[cfg(test)]
mod tests {
    use figment::{
        Figment,
        providers::{Format as _, Toml},
    };

    use super::*;

    fn exports(text: &str) -> BTreeMap<FeedName, Export> {
        Figment::from(Toml::string(text)).extract().unwrap()
    }

    fn feed(name: &str, rest: &str) -> String {
        let credential = "{ kind = 'bearer', token = '0123456789abcdef01234567' }";
        format!("[{name}]\ncredential = {credential}\n{rest}\n")
    }

    #[test]
    fn what_is_not_set_is_as_usual() {
        let exports = exports(&feed("all", "set = 'people'"));
        let export = &exports[&"all".parse().unwrap()];
        export.check(&"all".parse().unwrap()).unwrap();
        let feed = Feed {
            set: DirectorySet::People,
            every: SignedDuration::from_hours(1),
            max_bad_share: 0.05,
        };
        assert_eq!((export.feed(), export.limits()), (feed, FileLimits::USUAL));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (bad, key) in [
            ("max_bad_share = 1.0", "max_bad_share"),
            ("max_bad_share = -0.1", "max_bad_share"),
            ("max_bad_share = nan", "max_bad_share"),
            ("largest_mib = 0", "largest_mib"),
            ("largest_unpacked_mib = 0", "largest_unpacked_mib"),
            ("most_rows = 0", "most_rows"),
            ("every_minutes = 4", "every_minutes"),
            ("every_minutes = 721", "every_minutes"),
        ] {
            let exports = exports(&feed("all", &format!("set = 'devices'\n{bad}")));
            let (name, export) = exports.first_key_value().unwrap();
            let said = export.check(name).unwrap_err().to_string();
            assert!(said.contains(&format!("exports.all.{key}")), "{bad}: {said}");
        }
    }

    #[test]
    fn it_is_either_sent_or_fetched() {
        let s3 = "{ kind = 's3', access_key_id = 'a', secret_access_key = 'very-secret' }";
        for (text, wrong) in [
            ("from = 's3://acme/x'".to_owned(), None),
            (format!("from = 's3://acme/x'\naccess = {s3}"), None),
            (
                format!("from = 'az://acme/x'\naccess = {s3}"),
                Some("exports.all.access"),
            ),
            (
                format!("from = 'file:///var/x'\naccess = {s3}"),
                Some("exports.all.access"),
            ),
            (
                "from = 's3://acme'\naccess = { kind = 's3', access_key_id = 'a' }".to_owned(),
                Some("neither secret_access_key nor"),
            ),
            (
                "from = 's3://acme'\naccess = { kind = 's3', secret_access_key = 'very-secret' }".to_owned(),
                Some("exports.all.access.access_key_id"),
            ),
            (
                "from = 's3://acme'\naccess = { kind = 's3', region = 'eu' }".to_owned(),
                None,
            ),
            (
                "from = 'az://acme'\naccess = { kind = 'azure', account = 'a' }".to_owned(),
                None,
            ),
            (String::new(), Some("exports.all: it has to have either")),
        ] {
            let exports = exports(&format!("[all]\nset = 'devices'\n{text}\n"));
            let (name, export) = exports.first_key_value().unwrap();
            let said = export.check(name).err().map(|fault| fault.to_string());
            match (&said, wrong) {
                (None, None) => {}
                (Some(said), Some(wrong)) => assert!(said.contains(wrong), "{said}"),
                _ => panic!("{text}: {said:?}"),
            }
            assert!(!format!("{said:?} {export:?}").contains("very-secret"));
        }
        let both = exports(&feed("all", "set = 'devices'\nfrom = 's3://acme/x'"));
        let (name, export) = both.first_key_value().unwrap();
        assert!(export.check(name).is_err());
    }

    #[test]
    fn each_set_comes_from_one_feed() {
        let both = exports(&(feed("a", "set = 'devices'") + &feed("b", "set = 'people'")));
        check_sets(&both).unwrap();
        let twice = exports(&(feed("a", "set = 'people'") + &feed("b", "set = 'people'")));
        let said = check_sets(&twice).unwrap_err().to_string();
        assert!(
            said.contains("exports.b.set") && said.contains("a brings"),
            "{said}"
        );
    }
}

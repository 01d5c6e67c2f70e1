//! `[database]`: where to keep what happened.

use std::path::{Path, PathBuf};

use jiff::SignedDuration;
use schemars::JsonSchema;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use store::{LEAST_CONNECTIONS, PostgresUrl};

use super::secret::KeptSecret;
use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[database]
file = "/var/lib/deskside/deskside.db"
keep_days = 180"#;

/// For several processes.
pub const SHARED_EXAMPLE: &str = r#"[database]
url_file = "/run/secrets/database"      # postgres://deskside:password@db.example.com/deskside?sslmode=verify-full"#;

/// The file where nothing is said.
const FILE: &str = "deskside.db";

/// Where to keep what happened.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// An SQLite file, of one server alone; it is made if it is not there.
    #[schemars(extend("default" = FILE))]
    pub file: Option<PathBuf>,
    /// The URL of a PostgreSQL, which several servers may share. It may hold a password.
    #[schemars(with = "Option<crate::config::secret::Secret>")]
    pub url: Option<SecretString>,
    /// A file that holds it.
    pub url_file: Option<PathBuf>,
    /// How many connections to PostgreSQL a server uses at once, besides four that listen and lead.
    #[schemars(range(min = LEAST_CONNECTIONS))]
    pub connections: u32,
    /// How long ended executions and unreadable webhooks are kept.
    #[schemars(range(min = LEAST))]
    pub keep_days: u32,
    /// What fewer people than this did is not counted for admins, because it could be traced to one of them.
    pub count_from: u64,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            file: None,
            url: None,
            url_file: None,
            connections: 12,
            keep_days: 180,
            count_from: 5,
        }
    }
}

/// Cool-downs and repeated presses look back this far.
const LEAST: u32 = 31;

/// Which database is meant.
#[derive(Debug)]
pub enum Place<'a> {
    /// An SQLite file.
    File(&'a Path),
    /// A PostgreSQL, and how many connections to use.
    Postgres(PostgresUrl, u32),
}

impl Database {
    /// How long what has ended is kept.
    pub fn keep(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.keep_days) * 24)
    }

    /// Which database is meant.
    ///
    /// # Errors
    /// When more than one is, or what names it cannot be read.
    pub fn place(&self) -> Result<Place<'_>, Fault> {
        let has_url = self.url.is_some() || self.url_file.is_some();
        match &self.file {
            Some(_) if has_url => Err(Fault::new(
                "database: file and url are both set; one is right",
                format!("for example:\n{EXAMPLE}\nor, for several servers:\n{SHARED_EXAMPLE}"),
            )),
            Some(file) => Ok(Place::File(file)),
            None if !has_url => Ok(Place::File(Path::new(FILE))),
            None => {
                let url = self.kept_url().read()?;
                let url = url.expose_secret().parse().map_err(|error| {
                    Fault::new(
                        format!("database.url: {error}"),
                        format!("for example:\n{SHARED_EXAMPLE}"),
                    )
                })?;
                Ok(Place::Postgres(url, self.connections))
            }
        }
    }

    fn kept_url(&self) -> KeptSecret<'_> {
        KeptSecret {
            section: "database",
            key: "url",
            text: self.url.as_ref(),
            file: self.url_file.as_deref(),
            example: SHARED_EXAMPLE,
        }
    }

    /// Whether one database is meant, and enough is kept.
    ///
    /// # Errors
    /// When it is not, or what rules depend on would be forgotten.
    pub fn check(&self) -> Result<(), Fault> {
        self.place()?;
        let too_few = |key: &str, number: u32, why: &str| {
            let what = format!("database.{key}: {number} is too few; {why}");
            Err(Fault::new(what, format!("for example:\n{EXAMPLE}")))
        };
        if self.connections < LEAST_CONNECTIONS {
            let why = format!("{LEAST_CONNECTIONS} are needed, to write and to read");
            return too_few("connections", self.connections, &why);
        }
        if self.keep_days < LEAST {
            let why = format!("cool-downs look back {LEAST} days");
            return too_few("keep_days", self.keep_days, &why);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(url: &str) -> Database {
        Database {
            url: Some(url.to_owned().into()),
            ..Database::default()
        }
    }

    #[test]
    fn nothing_said_is_a_file() {
        let database = Database::default();
        assert!(matches!(database.place().unwrap(), Place::File(file) if file == Path::new(FILE)));
    }

    #[test]
    fn a_url_is_a_postgres_and_is_never_shown() {
        let database = named("postgres://desk:very-secret@db.example.com/deskside");
        let place = database.place().unwrap();
        assert!(matches!(place, Place::Postgres(_, 12)));
        assert!(!format!("{place:?} {database:?}").contains("secret"));
    }

    #[test]
    fn a_url_may_be_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("url");
        std::fs::write(&file, "postgres://db.example.com/deskside\n").unwrap();
        let database = Database {
            url_file: Some(file),
            ..Database::default()
        };
        assert!(matches!(database.place().unwrap(), Place::Postgres(..)));
    }

    #[test]
    fn two_databases_are_a_fault_which_says_no_password() {
        let both = Database {
            file: Some(FILE.into()),
            ..named("postgres://desk:very-secret@db/deskside")
        };
        let said = both.check().unwrap_err().to_string();
        assert!(
            said.contains("both set") && !said.contains("very-secret"),
            "{said}"
        );
    }

    #[test]
    fn what_is_no_url_of_a_postgres_is_a_fault_which_does_not_repeat_it() {
        for wrong in [
            "very-secret",
            "mysql://desk:very-secret@db/deskside",
            "postgres://desk:very-secret@db:port/x",
        ] {
            let said = named(wrong).check().unwrap_err().to_string();
            assert!(
                said.contains("database.url") && !said.contains("very-secret"),
                "{said}"
            );
        }
    }

    #[test]
    fn one_connection_is_too_few() {
        let one = Database {
            connections: 1,
            ..Database::default()
        };
        assert!(
            one.check()
                .unwrap_err()
                .to_string()
                .contains("database.connections")
        );
    }
}

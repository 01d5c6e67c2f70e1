//! `[database]`: where to keep what happened.

use std::path::PathBuf;

use jiff::SignedDuration;
use serde::Deserialize;

use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[database]
file = "/var/lib/deskside/deskside.db"
keep_days = 180"#;

/// Where to keep what happened.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Database {
    /// The database's file; it is made if it is not there.
    pub file: PathBuf,
    /// How long ended executions are kept, in days.
    pub keep_days: u32,
    /// What fewer people than this did is not counted for admins, because it could be traced to one of them.
    pub count_from: u64,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            file: PathBuf::from("deskside.db"),
            keep_days: 180,
            count_from: 5,
        }
    }
}

/// Cool-downs and repeated presses look back this far.
const LEAST: u32 = 31;

impl Database {
    /// How long what has ended is kept.
    pub fn keep(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.keep_days) * 24)
    }

    /// Whether enough is kept.
    ///
    /// # Errors
    /// When what rules depend on would be forgotten.
    pub fn check(&self) -> Result<(), Fault> {
        if self.keep_days >= LEAST {
            return Ok(());
        }
        let what = format!(
            "database.keep_days: {} is too few; cool-downs look back {LEAST} days",
            self.keep_days
        );
        Err(Fault::new(what, format!("for example:\n{EXAMPLE}")))
    }
}

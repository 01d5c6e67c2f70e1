//! `[database]`: where to keep what happened.

use std::path::PathBuf;

use serde::Deserialize;

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
}

impl Default for Database {
    fn default() -> Self {
        Self {
            file: PathBuf::from("deskside.db"),
            keep_days: 180,
        }
    }
}

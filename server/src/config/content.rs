//! `[content]`: what the portal admin writes.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

pub const EXAMPLE: &str = r#"[content]
dir = "/etc/deskside/content""#;

/// What the portal admin writes.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ContentSection {
    /// The folder of `health.yaml`, `outcomes.yaml`, `branding.yaml`, `queries/`, `remedies/`, `topics/`, `branding/` and
    /// `texts/`.
    pub dir: PathBuf,
}

impl Default for ContentSection {
    fn default() -> Self {
        Self {
            dir: PathBuf::from("content"),
        }
    }
}

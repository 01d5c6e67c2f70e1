//! What the files of the site are called.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// `manifest.json` at the root of the site, which the server reads.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// `deskside.<hash>`: with `.js` the glue and with `_bg.wasm` the islands, both in the package folder.
    pub bundle: String,
    /// URL path of the style sheet: `/pkg/deskside.<hash>.css`.
    pub css: String,
    /// Public files: the plain path to the URL path with the hash, `favicon.svg` → `/favicon.<hash>.svg`.
    pub public: BTreeMap<String, String>,
}

impl Manifest {
    /// The file's name.
    pub const FILE: &str = "manifest.json";

    /// Writes it into a site.
    pub fn write(&self, site: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self).context("writing the manifest")?;
        fs::write(site.join(Self::FILE), text).with_context(|| format!("writing {}", Self::FILE))
    }

    /// Reads it from a site.
    pub fn read(site: &Path) -> Result<Self> {
        let path = site.join(Self::FILE);
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_finds_the_three_fields_that_it_reads() {
        let site = tempfile::tempdir().unwrap();
        let manifest = Manifest {
            bundle: "deskside.0f".into(),
            css: "/pkg/deskside.1f.css".into(),
            public: BTreeMap::from([("favicon.svg".into(), "/favicon.2f.svg".into())]),
        };
        manifest.write(site.path()).unwrap();
        let text = fs::read_to_string(site.path().join("manifest.json")).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let expected = serde_json::json!({
            "bundle": "deskside.0f",
            "css": "/pkg/deskside.1f.css",
            "public": { "favicon.svg": "/favicon.2f.svg" },
        });
        assert_eq!(json, expected);
        assert_eq!(Manifest::read(site.path()).unwrap(), manifest);
    }
}

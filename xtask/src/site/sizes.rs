//! How many bytes of the finished site a browser loads.

use std::{fs, io, path::Path};

use anyhow::{Context, Result};

use super::Manifest;
use crate::project::Project;

/// Bytes of one file, as it lies there and packed. What did not get smaller is sent as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// Not packed.
    pub raw: usize,
    /// Packed by gzip.
    pub gzip: usize,
    /// Packed by brotli.
    pub brotli: usize,
}

/// What every page loads.
pub struct Sizes {
    /// The islands.
    pub wasm: Weight,
    /// Their glue.
    pub js: Weight,
    /// The style sheet.
    pub css: Weight,
}

impl Sizes {
    /// Measures a finished site.
    pub fn of(project: &Project) -> Result<Self> {
        let site = project.site();
        let manifest = Manifest::read(&site)?;
        let pkg = site.join(&project.names.site_pkg_dir);
        Ok(Self {
            wasm: Weight::of(&pkg.join(format!("{}_bg.wasm", manifest.bundle)))?,
            js: Weight::of(&pkg.join(format!("{}.js", manifest.bundle)))?,
            css: Weight::of(&site.join(manifest.css.trim_start_matches('/')))?,
        })
    }

    /// What the islands cost together, packed by brotli.
    pub fn islands(&self) -> usize {
        self.wasm.brotli + self.js.brotli
    }
}

impl Weight {
    fn of(path: &Path) -> Result<Self> {
        let raw = bytes(path, "")?.with_context(|| format!("{} is missing", path.display()))?;
        Ok(Self {
            raw,
            gzip: bytes(path, ".gz")?.unwrap_or(raw),
            brotli: bytes(path, ".br")?.unwrap_or(raw),
        })
    }
}

fn bytes(path: &Path, suffix: &str) -> Result<Option<usize>> {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    match fs::metadata(&name) {
        Ok(file) => Ok(Some(
            usize::try_from(file.len()).context("a file larger than memory")?,
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_packed_is_sent_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.css");
        assert!(Weight::of(&path).is_err());
        fs::write(&path, "12345").unwrap();
        fs::write(folder.path().join("a.css.br"), "12").unwrap();
        let weight = Weight {
            raw: 5,
            gzip: 5,
            brotli: 2,
        };
        assert_eq!(Weight::of(&path).unwrap(), weight);
    }
}

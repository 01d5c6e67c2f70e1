//! What a browser loads.

use std::{fs, io, path::Path};

use anyhow::{Context, Result};

use super::figure::Figure;
use crate::{project::Project, site::Manifest};

/// Raw, gzip and brotli bytes of the Wasm, its glue and the style sheet, and what the islands cost together.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    let site = project.site();
    let manifest = Manifest::read(&site)?;
    let pkg = site.join(&project.names.site_pkg_dir);
    let files = [
        ("wasm", pkg.join(format!("{}_bg.wasm", manifest.bundle))),
        ("js", pkg.join(format!("{}.js", manifest.bundle))),
        ("css", site.join(manifest.css.trim_start_matches('/'))),
    ];
    let mut figures = Vec::new();
    let mut islands = 0;
    for (name, path) in &files {
        let raw = bytes(path, "")?.with_context(|| format!("{} is missing", path.display()))?;
        // What did not get smaller is sent as it is.
        let gzip = bytes(path, ".gz")?.unwrap_or(raw);
        let brotli = bytes(path, ".br")?.unwrap_or(raw);
        if *name != "css" {
            islands += brotli;
        }
        figures.push(Figure::bytes(format!("size.{name}.raw"), raw));
        figures.push(Figure::bytes(format!("size.{name}.gzip"), gzip));
        figures.push(Figure::bytes(format!("size.{name}.brotli"), brotli));
    }
    figures.push(Figure::bytes("size.wasm_and_js.brotli", islands));
    Ok(figures)
}

fn bytes(path: &Path, suffix: &str) -> Result<Option<usize>> {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    match fs::read(&name) {
        Ok(bytes) => Ok(Some(bytes.len())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("reading {}", path.display())),
    }
}

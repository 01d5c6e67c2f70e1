//! wasm-bindgen as a library: its version is that of `Cargo.lock`, so it always fits the compiled Wasm.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::{compress, digest};

/// Writes `<stem>.<hash>.js` and `<stem>.<hash>_bg.wasm` into `pkg` and returns `<stem>.<hash>`, which is
/// the `output_name` that leptos' `HydrationScripts` wants.
///
/// Scripts inside crates stay under `snippets/`, where the glue imports them by name; the hash covers them.
pub fn run(wasm: &Path, pkg: &Path, stem: &str) -> Result<String> {
    Bindgen::new()
        .input_path(wasm)
        .out_name(stem)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(pkg)
        .context("wasm-bindgen")?;

    let glue = take(&pkg.join(format!("{stem}.js")))?;
    let module = take(&pkg.join(format!("{stem}_bg.wasm")))?;
    let snippets = snippets(&pkg.join("snippets"))?;
    let parts = [&glue, &module]
        .into_iter()
        .chain(snippets.iter().map(|(_, script)| script));
    let bundle = format!("{stem}.{}", digest::of(parts.map(Vec::as_slice)));

    compress::write(&[pkg.join(format!("{bundle}.js"))], &glue)?;
    compress::write(&[pkg.join(format!("{bundle}_bg.wasm"))], &module)?;
    for (path, script) in snippets {
        compress::write(&[path], &script)?;
    }
    Ok(bundle)
}

fn take(path: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    fs::remove_file(path).with_context(|| format!("removing {}", path.display()))?;
    Ok(bytes)
}

/// The scripts in order of their paths, so that the hash does not depend on the file system.
fn snippets(folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    super::public::files_under(folder)?
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            Ok((path, bytes))
        })
        .collect()
}

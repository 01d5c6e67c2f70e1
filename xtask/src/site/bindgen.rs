//! wasm-bindgen as a library: its version is that of `Cargo.lock`, so it always fits the compiled Wasm.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::{compress, digest, glue, public::files_under};

/// Writes `<stem>.<hash>.js` and `<stem>.<hash>_bg.wasm` into `pkg` and returns `<stem>.<hash>`, which is
/// the `output_name` that leptos' `HydrationScripts` wants. One hash over both, so that a page can never
/// load one half of an old build and one of a new one.
pub fn run(wasm: &Path, pkg: &Path, stem: &str) -> Result<String> {
    let mut output = Bindgen::new()
        .input_path(wasm)
        .out_name(stem)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen")?;
    let imports = output.wasm_mut().imports.iter_mut();
    let renamed = glue::shorten(imports.map(|import| &mut import.name));
    output.emit(pkg).context("wasm-bindgen")?;

    let glue = String::from_utf8(take(&pkg.join(format!("{stem}.js")))?).context("reading the glue")?;
    let glue = glue::tidy(&glue, &renamed)?;
    let module = take(&pkg.join(format!("{stem}_bg.wasm")))?;
    // Scripts inside crates (`inline_js`) keep names that do not change with their contents, and everything
    // in this folder is cached for ever.
    if let Some(other) = files_under(pkg)?.first() {
        bail!(
            "a crate brings a script of its own, {}, which has no hash in its name",
            other.display()
        );
    }
    let bundle = format!("{stem}.{}", digest::of([glue.as_bytes(), &module]));
    compress::write(&[pkg.join(format!("{bundle}.js"))], glue.as_bytes())?;
    compress::write(&[pkg.join(format!("{bundle}_bg.wasm"))], &module)?;
    Ok(bundle)
}

fn take(path: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    fs::remove_file(path).with_context(|| format!("removing {}", path.display()))?;
    Ok(bytes)
}

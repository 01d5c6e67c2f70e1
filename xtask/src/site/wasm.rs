//! The islands as cargo makes them: one `.wasm`, before wasm-bindgen.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use crate::{project::Project, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the standard library for Wasm where it is missing.
pub fn ensure_target(project: &Project) -> Result<()> {
    if has_target(project)? {
        return Ok(());
    }
    run::phase("installing the Wasm target", || {
        let added = run::wait(
            Command::new("rustup")
                .args(["target", "add", TARGET])
                .current_dir(&project.root),
        );
        if added.is_err() || !has_target(project)? {
            bail!(
                "the Rust target {TARGET} is missing: install it with `rustup target add {TARGET}` (needs static.rust-lang.org)"
            );
        }
        Ok(())
    })
}

/// Asks the compiler rather than rustup, which a distribution's Rust does without.
fn has_target(project: &Project) -> Result<bool> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(&project.root)
        .output()
        .context("starting rustc")?;
    Ok(output.status.success() && PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

/// Compiles the islands, always with the size profile: what is tested is what is shipped.
///
/// Only the `cdylib` is asked for. With the `rlib` beside it, link-time optimisation needs machine code
/// of every dependency besides the bitcode, which takes a quarter longer.
pub fn compile(project: &Project) -> Result<PathBuf> {
    let names = &project.names;
    run::wait(
        project
            .cargo()
            .args([
                "rustc",
                "--package",
                &names.lib_package,
                "--lib",
                "--crate-type",
                "cdylib",
            ])
            .args(["--target", TARGET, "--profile", &names.lib_profile_release])
            .args([
                "--no-default-features",
                "--features",
                &names.lib_features.join(","),
            ]),
    )?;
    let file = format!("{}.wasm", names.lib_package.replace('-', "_"));
    Ok(project
        .target
        .join(TARGET)
        .join(&names.lib_profile_release)
        .join(file))
}

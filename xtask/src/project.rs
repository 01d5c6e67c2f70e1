//! Where things are: the workspace, cargo's target directory, and the names that the site is built under.

use std::{env, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

/// The simulator's package and binary, which are no part of the site's metadata.
pub const TENANT_SIM: &str = "tenant-sim";

/// The workspace that this xtask belongs to.
#[derive(Debug)]
pub struct Project {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target directory, `CARGO_TARGET_DIR` heeded.
    pub target: PathBuf,
    /// The first entry of `[[workspace.metadata.leptos]]`.
    pub names: Names,
}

/// What the xtask reads of `[[workspace.metadata.leptos]]`; the keys are those of cargo-leptos.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Names {
    /// Stem of the generated files: `deskside` → `deskside.<hash>.js`.
    pub output_name: String,
    /// Package that holds the binary.
    pub bin_package: String,
    /// The binary.
    pub bin_target: String,
    /// Package that is compiled to Wasm.
    pub lib_package: String,
    /// Features of that package in the browser.
    pub lib_features: Vec<String>,
    /// Cargo profile of the Wasm.
    pub lib_profile_release: String,
    /// Folder of the finished site, relative to the workspace (not to `CARGO_TARGET_DIR`).
    pub site_root: PathBuf,
    /// Folder of the generated files inside the site, and their URL prefix.
    pub site_pkg_dir: String,
    /// The style sheet that imports all others.
    pub style_file: PathBuf,
    /// Folder whose files are copied into the site.
    pub assets_dir: PathBuf,
    /// The browsers that the style sheet is made for, as a browserslist query.
    pub browserquery: String,
    /// Folder of the end-to-end tests.
    pub end2end_dir: PathBuf,
    /// Command that runs them, split at spaces.
    pub end2end_cmd: String,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
    metadata: Option<WorkspaceMetadata>,
}

#[derive(Deserialize)]
struct WorkspaceMetadata {
    leptos: Vec<Names>,
}

impl Project {
    /// Asks cargo about the workspace of the current folder.
    pub fn find() -> Result<Self> {
        let text = metadata(&["--no-deps"])?;
        let found: Metadata = serde_json::from_str(&text)
            .context("reading `cargo metadata` (are all keys of [[workspace.metadata.leptos]] there?)")?;
        let names = found
            .metadata
            .and_then(|metadata| metadata.leptos.into_iter().next())
            .context("the root Cargo.toml has no [[workspace.metadata.leptos]]")?;
        Ok(Self {
            root: found.workspace_root,
            target: found.target_directory,
            names,
        })
    }

    /// A cargo that runs in the workspace, free of what the cargo that started this xtask put into the
    /// environment (build scripts that watch those variables would run again at each change of caller).
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(cargo_path());
        cargo.current_dir(&self.root);
        for (name, _) in env::vars_os() {
            let Some(text) = name.to_str() else { continue };
            // With LEPTOS_OUTPUT_NAME at compile time, leptos asks for `<name>.wasm` instead of `<name>_bg.wasm`.
            if ["CARGO_PKG_", "CARGO_MANIFEST_", "LEPTOS_OUTPUT_NAME"]
                .iter()
                .any(|p| text.starts_with(p))
            {
                cargo.env_remove(&name);
            }
        }
        cargo
    }

    /// The finished site.
    pub fn site(&self) -> PathBuf {
        self.root.join(&self.names.site_root)
    }

    /// A binary that cargo has built in its dev or release profile.
    pub fn binary(&self, name: &str, release: bool) -> PathBuf {
        let profile = if release { "release" } else { "debug" };
        self.target
            .join(profile)
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}

/// The output of `cargo metadata --format-version 1` with further arguments, asked in the current folder.
pub fn metadata(arguments: &[&str]) -> Result<String> {
    let output = Command::new(cargo_path())
        .args(["metadata", "--format-version", "1"])
        .args(arguments)
        .output()
        .context("starting `cargo metadata`")?;
    if !output.status.success() {
        bail!(
            "`cargo metadata` failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    String::from_utf8(output.stdout).context("`cargo metadata` answered something other than UTF-8")
}

fn cargo_path() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_has_every_name_that_the_site_needs() {
        let project = Project::find().unwrap();
        assert!(project.root.join("Cargo.toml").is_file());
        assert!(project.site().starts_with(&project.root));
        assert_eq!(project.names.bin_target, "deskside");
    }
}

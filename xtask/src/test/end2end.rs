//! The tests in a browser, by Playwright in `end2end/`.
//!
//! They get `DESKSIDE_BIN`, `TENANT_SIM_BIN` and `CHROMIUM_PATH`, and start what they need themselves.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::Found;
use crate::{
    project::{Project, TENANT_SIM},
    run,
};

/// The npm packages of a folder: `npm ci`, unless what is installed is what the lock file says.
pub fn packages(folder: &Path) -> Result<()> {
    if !run::is_there("npm") {
        bail!("Node and npm are needed: install the packages `nodejs` and `npm`");
    }
    install(folder)
}

fn install(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("reading {}", lock.display()))?;
    let stamp = stamp(folder);
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run::phase("installing the npm packages", || {
        run::wait(
            Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund"])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .current_dir(folder),
        )?;
        fs::write(&stamp, &wanted).with_context(|| format!("writing {}", stamp.display()))
    })
}

/// A copy of the lock file that was installed; it goes when `node_modules` goes.
fn stamp(folder: &Path) -> PathBuf {
    folder.join("node_modules/.installed-package-lock.json")
}

/// Runs them; with a filter, finding none is a failure only if no other runner found any either.
pub(super) fn run(project: &Project, browser: &Path, filter: Option<&str>, so_far: Found) -> Result<()> {
    let mut words = project.names.end2end_cmd.split_whitespace();
    let mut tests = Command::new(words.next().context("end2end-cmd is empty")?);
    tests
        .args(words)
        .current_dir(project.root.join(&project.names.end2end_dir))
        .env("DESKSIDE_BIN", project.binary(&project.names.bin_target, false))
        .env("TENANT_SIM_BIN", project.binary(TENANT_SIM, false))
        .env("CHROMIUM_PATH", browser);
    if let Some(filter) = filter {
        tests.args(["--grep", filter]);
        if so_far == Found::Tests {
            tests.arg("--pass-with-no-tests");
        }
    }
    run::wait(&mut tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_that_are_installed_are_not_installed_again() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("package-lock.json"),
            "{\"lockfileVersion\": 3}",
        )
        .unwrap();
        fs::create_dir(folder.path().join("node_modules")).unwrap();
        fs::copy(folder.path().join("package-lock.json"), stamp(folder.path())).unwrap();
        // There is no package.json, so npm would fail if it ran.
        install(folder.path()).unwrap();

        fs::write(folder.path().join("package-lock.json"), "{}").unwrap();
        assert!(install(folder.path()).is_err());
    }
}

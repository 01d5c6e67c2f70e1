//! A Chromium for the browser tests: Playwright's own download is never used.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use super::apt;

const VARIABLE: &str = "DESKSIDE_CHROMIUM";
const PLACES: [&str; 3] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

/// The browser that is there, or the one that apt installs when this is root on a Debian-like system.
pub fn find_or_install() -> Result<PathBuf> {
    let chosen = env::var_os(VARIABLE).map(PathBuf::from);
    if let Some(path) = choose(chosen.as_deref(), &PLACES.map(Path::new), starts)? {
        return Ok(path);
    }
    let missing =
        format!("install the package `chromium`, or set {VARIABLE} to the path of a Chromium or Chrome");
    apt::install("Chromium", &["chromium", "fonts-dejavu-core"], &missing)?;
    match choose(None, &PLACES.map(Path::new), starts)? {
        Some(path) => Ok(path),
        None => {
            bail!("apt installed no Chromium that starts; set {VARIABLE} to the path of a Chromium or Chrome")
        }
    }
}

/// The one that was asked for, which then has to work; else the first of the usual places that works.
fn choose(chosen: Option<&Path>, places: &[&Path], works: impl Fn(&Path) -> bool) -> Result<Option<PathBuf>> {
    match chosen {
        Some(path) if works(path) => Ok(Some(path.to_owned())),
        Some(path) => bail!("{VARIABLE} is {}, which does not start", path.display()),
        None => Ok(places
            .iter()
            .find(|path| works(path))
            .map(|path| (*path).to_owned())),
    }
}

/// A file alone is not enough: Ubuntu's `chromium-browser` is a script that asks for snap.
fn starts(path: &Path) -> bool {
    path.is_file()
        && Command::new(path)
            .arg("--version")
            .output()
            .is_ok_and(|output| output.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_that_was_asked_for_comes_first_and_has_to_work() {
        let (mine, usual) = (Path::new("/opt/chrome"), Path::new("/usr/bin/chromium"));
        assert_eq!(
            choose(Some(mine), &[usual], |_| true).unwrap().as_deref(),
            Some(mine)
        );
        assert!(choose(Some(mine), &[usual], |path| path == usual).is_err());
    }

    #[test]
    fn a_browser_that_does_not_start_is_passed_over() {
        let (snap, real) = (
            Path::new("/usr/bin/chromium-browser"),
            Path::new("/usr/bin/google-chrome"),
        );
        assert_eq!(
            choose(None, &[snap, real], |path| path == real)
                .unwrap()
                .as_deref(),
            Some(real)
        );
        assert_eq!(choose(None, &[snap, real], |_| false).unwrap(), None);
    }
}

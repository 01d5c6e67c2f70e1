//! What a fresh machine does not have and a Debian-like system can get.

use std::{fs, process::Command};

use anyhow::{Result, bail};

use crate::run;

/// Installs packages when this is root on a Debian-like system; else says what is missing.
pub fn install(what: &str, packages: &[&str], missing: &str) -> Result<()> {
    if !(is_root() && run::is_there("apt-get")) {
        bail!("no {what}: {missing}");
    }
    run::phase(&format!("installing {what} by apt"), || {
        let apt = |arguments: &[&str]| {
            run::wait(
                Command::new("apt-get")
                    .args(arguments)
                    .env("DEBIAN_FRONTEND", "noninteractive"),
            )
        };
        apt(&["update", "--quiet"])?;
        let how = ["install", "--yes", "--quiet", "--no-install-recommends"];
        apt(&[&how, packages].concat())
    })
}

fn is_root() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let uids = status.lines().find_map(|line| line.strip_prefix("Uid:"));
    uids.and_then(|uids| uids.split_whitespace().nth(1)) == Some("0")
}

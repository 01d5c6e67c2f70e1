//! `cargo xtask build`: the site first, then the binary, which in release carries the site inside itself.

use anyhow::Result;

use crate::{project::Project, run, site};

/// `cargo xtask build`
#[derive(clap::Args)]
pub struct Args {
    /// Build what would be deployed: one optimised binary with the site inside
    #[arg(long)]
    release: bool,
}

/// Builds the site and the binary, and says where they are.
pub fn run(project: &Project, args: &Args) -> Result<()> {
    site_and_binary(project, args.release)?;
    eprintln!(
        "{}",
        project.binary(&project.names.bin_target, args.release).display()
    );
    Ok(())
}

/// The site, then the binary: in that order, because the binary's build script reads the site's manifest.
pub fn site_and_binary(project: &Project, release: bool) -> Result<()> {
    site::build(project)?;
    binaries(project, &[&project.names.bin_package], release)
}

/// The binaries of some packages, compiled together, so that they share their dependencies.
pub fn binaries(project: &Project, packages: &[&str], release: bool) -> Result<()> {
    run::phase(&format!("building {}", packages.join(" and ")), || {
        let mut cargo = project.cargo();
        cargo.arg("build").arg("--bins");
        for package in packages {
            cargo.args(["--package", package]);
        }
        if release {
            cargo.arg("--release");
        }
        run::wait(&mut cargo)
    })
}

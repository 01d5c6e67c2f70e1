//! `cargo xtask demo`: from a fresh clone to a page to open.

use std::{ffi::OsString, process::Command};

use anyhow::Result;

use crate::{build, project::Project};

/// `cargo xtask demo`
#[derive(clap::Args)]
pub struct Args {
    /// Passed on to `deskside demo`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Builds everything, then becomes `deskside demo`.
pub fn run(project: &Project, args: &Args) -> Result<()> {
    build::site_and_binary(project, false)?;
    eprintln!("==> running the demo (Ctrl-C ends it)");
    let mut demo = Command::new(project.binary(&project.names.bin_target, false));
    demo.arg("demo").args(&args.arguments).current_dir(&project.root);
    become_program(&mut demo)
}

/// Replaces this process, so that signals and the exit code are the demo's own.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(command.exec()).context("starting the demo"))
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    crate::run::wait(command)
}

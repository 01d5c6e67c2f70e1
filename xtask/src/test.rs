//! `cargo xtask test`: every test there is.
//!
//! The order is that of the cost of a failure: what is compiled anyway first, the browser last. Everything
//! on the host is compiled with one choice of packages and features ([`HOST`]), so that nothing is compiled
//! twice; the xtask stays outside of it, because its dependencies would change the features of the others'.

pub mod apt;
pub mod chromium;
pub mod end2end;
mod examples;
pub mod postgres;
mod rust;

use anyhow::{Result, bail};

use crate::{
    bench::{faults, replicas},
    project::Project,
    run, site,
};

/// All of the workspace but the xtask, as it is compiled for the server.
pub const HOST: [&str; 5] = ["--workspace", "--exclude", "xtask", "--features", "app/ssr"];

/// `cargo xtask test`
#[derive(clap::Args)]
pub struct Args {
    /// Leave out the tests in a browser
    #[arg(long)]
    no_e2e: bool,
    /// Only tests whose name contains this (documentation tests are left out then)
    filter: Option<String>,
}

/// What a test runner found to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Tests,
    Nothing,
}

/// Runs everything; the first phase that fails ends it with its exit code.
pub fn run(project: &Project, args: &Args) -> Result<()> {
    let filter = args.filter.as_deref();
    site::build(project)?;
    run::phase("compiling the workspace and its tests", || {
        run::wait(
            project
                .cargo()
                .arg("build")
                .args(HOST)
                .args(["--bins", "--tests"]),
        )
    })?;

    // The identity provider that tests in Rust sign in with is among them.
    end2end::packages(&project.root.join(&project.names.end2end_dir))?;
    let mut found = Found::Nothing;
    let runner = rust::Runner::choose();
    if filter.is_none() {
        run::phase("documentation tests", || rust::documentation(project))?;
    }
    let postgres = run::phase("looking for a PostgreSQL", postgres::Postgres::find_or_start)?;
    for (what, packages) in [
        ("tests of the xtask", &["--package", "xtask"][..]),
        ("unit and integration tests", &HOST),
    ] {
        if run::phase(what, || runner.run(project, packages, filter, &postgres))? == Found::Tests {
            found = Found::Tests;
        }
    }
    drop(postgres);
    if filter.is_none() {
        run::phase("examples in JavaScript", || examples::run(project))?;
        run::phase("kills and faults", || {
            judged(&faults::run(project, &faults::Args::short())?)
        })?;
        run::phase("kills and faults of three servers", || {
            judged(&faults::run(project, &faults::Args::short_with(3))?)
        })?;
        run::phase("three servers, killed and restarted in turn", || {
            judged(&replicas::run(project, &replicas::Args::short())?)
        })?;
    }
    if !args.no_e2e {
        let browser = run::phase("looking for a browser", chromium::find_or_install)?;
        run::phase("end-to-end tests", || {
            end2end::run(project, &browser, filter, found)
        })?;
    } else if let (Some(filter), Found::Nothing) = (filter, found) {
        bail!("no test has {filter:?} in its name");
    }
    let browser = if args.no_e2e {
        ", the browser's left out"
    } else {
        ""
    };
    eprintln!("==> every test passed{browser}");
    Ok(())
}

/// In a line, when everything is as it must be.
fn judged(verdict: &faults::Verdict) -> Result<()> {
    if !verdict.is_good() {
        bail!("not everything is as it must be:\n{verdict}");
    }
    eprintln!("    {}", verdict.line());
    Ok(())
}

//! `cargo xtask check`: everything that can be said about the sources, and about the site that is made of
//! them, without running them.

mod budget;
mod direction;
mod edges;
mod experience;
mod house;

use std::path::Path;

use anyhow::{Result, bail};

use crate::{
    project::Project,
    run,
    site::{self, Sizes},
    test::HOST,
};

/// Runs the checks, the quick ones first; the first that fails ends it.
pub fn run(project: &Project) -> Result<()> {
    run::phase("format", || {
        run::wait(project.cargo().args(["fmt", "--all", "--", "--check"]))
    })?;
    run::phase("crate edges", || {
        none("crate edge", edges::broken(&edges::Graph::of_workspace()?))
    })?;
    run::phase("house rules", || {
        none("house rule", house::broken(&project.root)?)
    })?;
    run::phase("tests that hold what is promised", || {
        none("promise", experience::broken(&project.root)?)
    })?;
    run::phase("directions in the style sheets", || {
        none(
            "direction",
            direction::broken(&project.root, [Path::new("style"), &project.names.assets_dir])?,
        )
    })?;
    run::phase("budget of what other pages load", || {
        let public = project.root.join(&project.names.assets_dir);
        none("budget", budget::broken_by_loader(&public)?)
    })?;
    if run::is_there("cargo-deny") {
        run::phase("licences, sources and bans", || {
            run::wait(
                project
                    .cargo()
                    .args(["deny", "check", "bans", "licenses", "sources"]),
            )
        })?;
    } else {
        eprintln!("    licences, sources and bans: left out, cargo-deny is not installed");
    }
    // The very files that are shipped, and `cargo xtask test` finds them made.
    site::build(project)?;
    run::phase("budget of what our pages load", || {
        none("budget", budget::broken_by_site(&Sizes::of(project)?))
    })?;
    let names = &project.names;
    let wasm = [
        "--package",
        &names.lib_package,
        "--lib",
        "--target",
        "wasm32-unknown-unknown",
    ];
    let hydrate = [
        "--no-default-features",
        "--features",
        &names.lib_features.join(","),
    ];
    // `app` twice, once a feature: together they would be neither the server's nor the browser's.
    clippy(
        project,
        "lints of the server's side",
        &[&HOST[..], &["--all-targets"]].concat(),
    )?;
    clippy(
        project,
        "lints of the browser's side",
        &[&wasm[..], &hydrate].concat(),
    )?;
    clippy(
        project,
        "lints of the xtask",
        &["--package", "xtask", "--all-targets"],
    )
}

fn clippy(project: &Project, what: &str, packages: &[&str]) -> Result<()> {
    run::phase(what, || {
        run::wait(
            project
                .cargo()
                .arg("clippy")
                .args(packages)
                .args(["--", "--deny", "warnings"]),
        )
    })
}

fn none(what: &str, broken: Vec<String>) -> Result<()> {
    for line in &broken {
        eprintln!("    {line}");
    }
    match broken.len() {
        0 => Ok(()),
        1 => bail!("1 {what} is broken"),
        many => bail!("{many} {what}s are broken"),
    }
}

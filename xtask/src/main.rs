//! The project's own commands: `cargo xtask <command>`.
//!
//! Everything that a newcomer, a maintainer or a build machine runs goes through here, so that the
//! README, the CI and the shells of developers cannot drift apart. Names of packages, folders and
//! files come from `[[workspace.metadata.leptos]]` in the root `Cargo.toml` (see [`project`]).
//!
//! To add a command: one file beside this one with its `clap::Args` and a `run`, and one line in
//! [`Command`].

mod bench;
mod build;
mod check;
mod demo;
mod project;
mod run;
mod site;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::project::Project;

/// The command line.
#[derive(Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "The project's own commands",
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// One variant a command.
#[derive(Subcommand)]
enum Command {
    /// Build the site and the binary
    Build(build::Args),
    /// Build everything and run it against a simulated tenant
    Demo(demo::Args),
    /// Run every test: unit, integration, end-to-end
    Test(test::Args),
    /// Format, lints, crate edges, house rules, licences, budgets of bytes
    Check,
    /// Print figures: sizes, start-up, requests a second
    Bench(bench::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = Project::find().and_then(|project| match cli.command {
        Command::Build(args) => build::run(&project, &args),
        Command::Demo(args) => demo::run(&project, &args),
        Command::Test(args) => test::run(&project, &args),
        Command::Check => check::run(&project),
        Command::Bench(args) => bench::run(&project, &args),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            run::exit_code(&error)
        }
    }
}

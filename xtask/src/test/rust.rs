//! The tests in Rust: with cargo-nextest where it is installed, else with cargo alone.

use anyhow::Result;

use throwaway_postgres::VARIABLE;

use super::{Found, HOST, postgres::Postgres};
use crate::{
    project::Project,
    run::{self, Failed},
};

/// The exit code of nextest when no test was left to run (`NextestExitCode::NO_TESTS_RUN`).
const NO_TESTS_RUN: i32 = 4;

/// Who runs the tests.
#[derive(Clone, Copy)]
pub enum Runner {
    Nextest,
    Cargo,
}

impl Runner {
    /// Nextest where it is installed: one process a test, all cores, time limits from `.config/nextest.toml`.
    pub fn choose() -> Self {
        if run::is_there("cargo-nextest") {
            Self::Nextest
        } else {
            Self::Cargo
        }
    }

    /// Runs the tests of some packages, all or those with `filter` in their names.
    pub fn run(
        self,
        project: &Project,
        packages: &[&str],
        filter: Option<&str>,
        postgres: &Postgres,
    ) -> Result<Found> {
        let mut cargo = project.cargo();
        cargo.env(VARIABLE, postgres.url());
        match self {
            Self::Nextest => cargo.args(["nextest", "run"]),
            Self::Cargo => cargo.args(["test", "--no-fail-fast"]),
        };
        // Unit tests of libraries and binaries too, but no examples, which would have to be linked first.
        cargo.args(packages).arg("--tests").args(filter);
        let done = run::wait(&mut cargo);
        match done {
            Ok(()) => Ok(Found::Tests),
            Err(error) if filter.is_some() && is_empty_run(&error) => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }
}

/// The examples in documentation, which nextest does not run.
pub fn documentation(project: &Project) -> Result<()> {
    run::wait(project.cargo().args(["test", "--doc"]).args(HOST))
}

fn is_empty_run(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<Failed>()
        .is_some_and(|failed| failed.code == Some(NO_TESTS_RUN))
}

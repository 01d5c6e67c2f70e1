//! The examples that are not Rust and need nothing but Node.

use std::process::Command;

use anyhow::Result;

use crate::{project::Project, run};

/// The tests, below the root.
const TESTS: [&str; 1] = ["examples/servicenow/test.mjs"];

/// Runs them.
pub fn run(project: &Project) -> Result<()> {
    run::wait(
        Command::new("node")
            .arg("--test")
            .args(TESTS)
            .current_dir(&project.root),
    )
}

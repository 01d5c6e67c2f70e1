//! How long a start takes, and what it holds when nobody asks anything.

use std::{thread, time::Duration};

use anyhow::{Context, Result};

use super::{deskside::Deskside, figure::Figure, quantile::quantile};
use crate::project::Project;

const RUNS: usize = 5;

/// Long enough for what a start puts off.
const SETTLE: Duration = Duration::from_secs(5);

/// The median of some starts on an empty folder, and the resident memory of the last one a little later. Both
/// are of the whole demo: the server and the simulated tenant.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    let mut times = Vec::new();
    for _ in 1..RUNS {
        times.push(Deskside::start(project, None)?.until_first_answer);
    }
    let last = Deskside::start(project, None)?;
    times.push(last.until_first_answer);
    times.sort();
    let median = quantile(&times, 500).context("no start was measured")?;
    thread::sleep(SETTLE);
    Ok(vec![
        Figure::new("start.first_answer", median.as_secs_f64() * 1000.0, "ms"),
        Figure::bytes("start.resident_idle", last.resident_bytes()?),
    ])
}

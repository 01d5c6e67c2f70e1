//! How long a start takes, and what it holds when nobody asks anything.

use std::{thread, time::Duration};

use anyhow::{Context, Result};

use super::{
    deskside::Deskside,
    figure::Figure,
    installation::{Installation, Server},
    quantile::quantile,
};
use crate::project::Project;

const RUNS: usize = 5;

/// Long enough for what a start puts off.
const SETTLE: Duration = Duration::from_secs(5);

/// The median of some starts on an empty folder, and the resident memory of the last one a little later: of the server
/// alone (`serve`), and of the demo, which simulates a tenant in the same process and fills a folder with rubbish first.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    let (median, (last, place)) = starts(|| serve(project), |(server, _)| server.until_first_answer)?;
    thread::sleep(SETTLE);
    figures.push(Figure::new(
        "start.serve.first_answer",
        median.as_secs_f64() * 1000.0,
        "ms",
    ));
    figures.push(Figure::bytes("start.serve.resident_idle", last.resident_bytes()?));
    drop((last, place));
    let (median, last) = starts(|| Deskside::start(project, None), |demo| demo.until_first_answer)?;
    thread::sleep(SETTLE);
    figures.push(Figure::new(
        "start.demo.first_answer",
        median.as_secs_f64() * 1000.0,
        "ms",
    ));
    figures.push(Figure::bytes("start.demo.resident_idle", last.resident_bytes()?));
    Ok(figures)
}

/// The server alone, on an empty folder.
fn serve(project: &Project) -> Result<(Server, Installation)> {
    let place = Installation::new(project, true, None)?;
    Ok((place.start()?, place))
}

/// The median time of some starts, and the last of what was started; each ends before the next begins.
fn starts<T>(start: impl Fn() -> Result<T>, took: impl Fn(&T) -> Duration) -> Result<(Duration, T)> {
    let mut times = Vec::new();
    for _ in 1..RUNS {
        times.push(took(&start()?));
    }
    let last = start()?;
    times.push(took(&last));
    times.sort();
    let median = quantile(&times, 500).context("no start was measured")?;
    Ok((median, last))
}

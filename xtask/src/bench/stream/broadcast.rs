//! One event to all readers: every stream is the same employee's.

use std::{
    process::id,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use super::{
    press::{Buttons, said},
    swarm::Swarm,
    times,
};
use crate::bench::{
    busy::busy,
    figure::Figure,
    installation::{Installation, Server},
};

/// How many events are measured at most: an employee has so many buttons and no more.
const EVENTS: usize = 5;

/// Nothing more arrives when nothing has for so long.
const QUIET: Duration = Duration::from_millis(500);

/// What has not arrived by then is lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// Presses some remedies, and waits for each event at every stream.
///
/// Both ends share the machine's processors: what each of them spends on an event for all says how much of the time is
/// the server's.
pub fn run(
    installation: &Installation,
    server: &Server,
    swarm: &Swarm,
    buttons: &mut Buttons,
) -> Result<Vec<Figure>> {
    let (mut of_server, mut of_readers) = (0.0, 0.0);
    let (mut from_press, mut last, mut spread) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..EVENTS {
        quiet(swarm)?;
        let before = (server.busy()?, busy(id())?);
        let Some(pressed) = buttons.press(&installation.address)? else {
            break;
        };
        let arrivals = wait(swarm, &pressed.execution)?;
        of_server += server.busy()? - before.0;
        of_readers += busy(id())? - before.1;
        let (Some(first), Some(latest)) = (arrivals.iter().min(), arrivals.iter().max()) else {
            continue;
        };
        spread.push(latest.duration_since(*first));
        last.push(latest.duration_since(pressed.at));
        from_press.extend(arrivals.iter().map(|at| at.duration_since(pressed.at)));
    }
    let mut figures = vec![Figure::new("stream.all.events", spread.len() as f64, "")];
    for (name, seconds) in [("server", of_server), ("readers", of_readers)] {
        let each = seconds * 1000.0 / spread.len().max(1) as f64;
        figures.push(Figure::new(format!("stream.all.busy_{name}"), each, "ms"));
    }
    figures.extend(times(
        "all.press_to_event",
        from_press,
        &[("p50", 500), ("p99", 990)],
    ));
    figures.extend(times("all.press_to_last", last, &[("p50", 500), ("max", 1000)]));
    figures.extend(times("all.first_to_last", spread, &[("p50", 500), ("max", 1000)]));
    Ok(figures)
}

/// Waits until the streams are silent.
pub fn quiet(swarm: &Swarm) -> Result<()> {
    while swarm.next(QUIET)?.is_some() {}
    Ok(())
}

/// When each stream heard that this execution is queued.
fn wait(swarm: &Swarm, execution: &str) -> Result<Vec<Instant>> {
    let (start, mut arrivals) = (Instant::now(), Vec::new());
    while arrivals.len() < swarm.size() {
        let Some(arrival) = swarm.next(PATIENCE.saturating_sub(start.elapsed()))? else {
            bail!("{} of {} streams heard of an event", arrivals.len(), swarm.size());
        };
        let (of, state) = said(&arrival.event.data)?;
        if of.as_deref() == Some(execution) && state.as_deref() == Some("queued") {
            arrivals.push(arrival.at);
        }
    }
    Ok(arrivals)
}

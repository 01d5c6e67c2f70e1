//! One event to one of all the readers.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use super::{
    press::{Buttons, said},
    swarm::Swarm,
    times,
};
use crate::bench::{figure::Figure, installation::Installation, tenant::Person};

/// How many events are measured.
const EVENTS: usize = 500;

/// Between two presses.
const PAUSE: Duration = Duration::from_millis(20);

/// What has not arrived by then is lost.
const PATIENCE: Duration = Duration::from_secs(10);

/// Presses some remedies, each of another employee than the one before, and waits for the event at their stream.
///
/// The time goes from sending the press to reading the event: it holds the press itself, with its transaction on disk.
/// How much of it that is shows the time to the press's own answer, which leaves after the event was handed on.
pub fn run(installation: &Installation, swarm: &Swarm, people: &[Person]) -> Result<Vec<Figure>> {
    let mut all: Vec<_> = people.iter().take(swarm.size()).map(Buttons::of).collect();
    let (mut to_event, mut to_answer, mut after) = (Vec::new(), Vec::new(), Vec::new());
    while to_event.len() < EVENTS {
        let before = to_event.len();
        for (stream, buttons) in all.iter_mut().enumerate() {
            if to_event.len() == EVENTS {
                break;
            }
            let Some(pressed) = buttons.press(&installation.address)? else {
                continue;
            };
            let arrived = wait(swarm, stream, &pressed.execution)?;
            to_event.push(arrived.duration_since(pressed.at));
            to_answer.push(pressed.answered.duration_since(pressed.at));
            // Not less than nothing: the event may be there before the answer.
            after.push(arrived.saturating_duration_since(pressed.answered));
            thread::sleep(PAUSE);
        }
        if to_event.len() == before {
            break;
        }
    }
    let mut figures = vec![Figure::new("stream.one.events", to_event.len() as f64, "")];
    let quantiles = [("p50", 500), ("p99", 990)];
    figures.extend(times("one.press_to_event", to_event, &quantiles));
    figures.extend(times("one.press_to_answer", to_answer, &quantiles));
    figures.extend(times("one.answer_to_event", after, &quantiles));
    Ok(figures)
}

/// When the stream heard that this execution is queued.
fn wait(swarm: &Swarm, stream: usize, execution: &str) -> Result<Instant> {
    let start = Instant::now();
    loop {
        let left = PATIENCE.saturating_sub(start.elapsed());
        let arrival = swarm.next(left)?.context("an event did not arrive")?;
        let (of, state) = said(&arrival.event.data)?;
        if arrival.stream == stream && of.as_deref() == Some(execution) && state.as_deref() == Some("queued")
        {
            return Ok(arrival.at);
        }
    }
}

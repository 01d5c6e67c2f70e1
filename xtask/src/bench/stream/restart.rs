//! A server that is killed: every stream comes back from its last event, and none has lost or repeated one.

use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::{press::Buttons, swarm::Swarm};
use crate::bench::{
    figure::Figure,
    installation::{Installation, Server},
};

/// Everything has arrived when nothing has for so long.
const QUIET: Duration = Duration::from_secs(3);

/// Presses, kills at once, starts again, presses while the streams come back, and compares what each has heard.
pub fn run(
    installation: &Installation,
    server: Server,
    swarm: &Swarm,
    buttons: &mut Buttons,
) -> Result<(Server, Vec<Figure>)> {
    super::broadcast::quiet(swarm)?;
    // The kill meets an event that is on its way to all.
    buttons
        .press(&installation.address)?
        .context("no button is left")?;
    drop(server);
    let server = installation.start()?;
    // Nobody is there yet to hear of this one.
    buttons
        .press(&installation.address)?
        .context("no button is left")?;
    let mut heard: Vec<Vec<i64>> = vec![Vec::new(); swarm.size()];
    while let Some(arrival) = swarm.next(QUIET)? {
        heard[arrival.stream].push(arrival.event.id);
    }
    swarm.wait_until_open()?;
    while let Some(arrival) = swarm.next(QUIET)? {
        heard[arrival.stream].push(arrival.event.id);
    }
    let longest = heard
        .iter()
        .max_by_key(|ids| ids.len())
        .cloned()
        .unwrap_or_default();
    let different = heard.iter().filter(|ids| **ids != longest).count();
    let in_order = longest.windows(2).all(|pair| pair[0] < pair[1]);
    if different > 0 || !in_order || longest.is_empty() {
        bail!(
            "after a restart {different} streams have other events than the rest; the longest: {longest:?}"
        );
    }
    let figures = vec![
        Figure::new("stream.restart.events_each", longest.len() as f64, ""),
        Figure::new("stream.restart.streams_that_differ", different as f64, ""),
    ];
    Ok((server, figures))
}

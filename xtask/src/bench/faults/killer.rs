//! Kills the server at random moments and starts it again at once, on the same data and port.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use super::progress::Progress;
use crate::bench::{
    installation::{Installation, Server},
    random::Random,
};

/// Soon, in the middle of presses, or while what the last kill left behind is taken up.
const SOON: (Duration, Duration) = (Duration::ZERO, Duration::from_millis(30));

/// When what was pressed is on its way.
const LATER: (Duration, Duration) = (Duration::from_millis(30), Duration::from_millis(2500));

/// Kills so often; returns the last server, and how long nobody answered each time.
pub fn run(
    installation: &Installation,
    mut server: Server,
    kills: usize,
    progress: &Progress,
    random: &mut Random,
) -> Result<(Server, Vec<Duration>)> {
    let mut times = Vec::new();
    for kill in 1..=kills {
        progress.wait_to_kill(random.share());
        let (shortest, longest) = if random.chance(0.6) { SOON } else { LATER };
        thread::sleep(random.between(shortest, longest));
        let killed_at = Instant::now();
        drop(server);
        server = installation
            .start()
            .with_context(|| format!("starting after kill {kill}"))?;
        times.push(killed_at.elapsed());
        progress.killed();
    }
    Ok((server, times))
}

//! Kills a server at random moments and starts it again at once, on the same data and port.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use super::progress::Progress;
use crate::bench::{installation::Server, place::Place, random::Random};

/// Soon, in the middle of presses, or while what the last kill left behind is taken up.
const SOON: (Duration, Duration) = (Duration::ZERO, Duration::from_millis(30));

/// When what was pressed is on its way.
const LATER: (Duration, Duration) = (Duration::from_millis(30), Duration::from_millis(2500));

/// Of so many kills, one is a restart of the database, where several servers share one.
const DATABASE: usize = 5;

/// Kills so often, each time any of the servers; returns the last ones, and how long nobody answered there each time.
pub fn run(
    place: &Place,
    mut servers: Vec<Server>,
    kills: usize,
    progress: &Progress,
    random: &mut Random,
) -> Result<(Vec<Server>, Vec<Duration>)> {
    let mut times = Vec::new();
    for kill in 1..=kills {
        progress.wait_to_kill(random.share());
        let (shortest, longest) = if random.chance(0.6) { SOON } else { LATER };
        thread::sleep(random.between(shortest, longest));
        let killed_at = Instant::now();
        match &place.shared {
            Some(shared) if kill % DATABASE == 0 => {
                shared.postgres.pause().context("stopping the database")?;
                shared.postgres.resume().context("starting the database")?;
            }
            _ => {
                let number = random.below(servers.len());
                drop(servers.swap_remove(number));
                let installation = &place.installations[number];
                let started = installation
                    .start()
                    .with_context(|| format!("starting after kill {kill}"))?;
                servers.push(started);
                servers.swap(number, place.installations.len() - 1);
            }
        }
        times.push(killed_at.elapsed());
        progress.killed();
    }
    Ok((servers, times))
}

//! One server after the other is killed and started again, and then each is restarted as an upgrade does.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::visits::{Looks, Visits};
use crate::bench::{faults::progress::Progress, installation::Server, place::Place};

/// What is to happen.
#[derive(Clone, Copy, Debug)]
pub struct Turns {
    /// How many kills.
    pub kills: usize,
    /// Before each of them, and after each restart.
    pub pause: Duration,
}

/// What came of it.
pub struct Taken {
    /// How long nobody answered there, after each kill.
    pub restarts: Vec<Duration>,
    /// What became of pages while servers were killed.
    pub while_killed: Looks,
    /// What became of pages while they were restarted in turn.
    pub while_restarted: Looks,
}

impl Turns {
    /// How often a server ends.
    pub fn all(&self, place: &Place) -> usize {
        self.kills + place.installations.len()
    }

    /// Takes them all; returns the servers as they are then.
    pub fn take(
        &self,
        place: &Place,
        servers: Vec<Server>,
        progress: &Progress,
        visits: &Visits,
    ) -> Result<(Vec<Server>, Taken)> {
        // The next one is always at the front.
        let mut servers: Vec<_> = servers.into_iter().zip(&place.installations).collect();
        let mut restarts = Vec::new();
        for _ in 0..self.kills {
            thread::sleep(self.pause);
            let killed_at = Instant::now();
            let (server, installation) = servers.remove(0);
            drop(server);
            servers.push((installation.start()?, installation));
            restarts.push(killed_at.elapsed());
            progress.killed();
        }
        thread::sleep(self.pause);
        let while_killed = visits.take();
        for _ in &place.installations {
            let (server, installation) = servers.remove(0);
            server.stop()?;
            servers.push((installation.start()?, installation));
            progress.killed();
            thread::sleep(self.pause);
        }
        let taken = Taken {
            restarts,
            while_killed,
            while_restarted: visits.take(),
        };
        Ok((servers.into_iter().map(|(server, _)| server).collect(), taken))
    }
}

//! One server after the other is killed and started again, every other time the one that leads; and then each is restarted as
//! an upgrade does.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use super::visits::{Looks, Visits};
use crate::bench::{
    faults::progress::Progress,
    installation::{Installation, Server},
    place::Place,
};

/// What one server does for all of them: follow executions.
const WATCHING: &str = "watching";

/// A server that is gone leads for some seconds more, and then another one does.
const LEADS_WITHIN: Duration = Duration::from_secs(30);

/// How often it is looked who leads.
const LOOK: Duration = Duration::from_millis(50);

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
    /// How many of the kills hit the one that followed executions.
    pub leaders: usize,
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

    /// How many of the kills must have hit the one that followed executions.
    pub fn of_leaders(&self) -> usize {
        (0..self.kills).filter(|kill| is_for_leader(*kill)).count()
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
        let (mut restarts, mut leaders) = (Vec::new(), 0);
        for kill in 0..self.kills {
            thread::sleep(self.pause);
            let leader = if is_for_leader(kill) {
                Some(leader(&servers)?)
            } else {
                find_leader(&servers)?
            };
            let number = victim(kill, leader);
            leaders += usize::from(leader == Some(number));
            let killed_at = Instant::now();
            let (server, installation) = servers.remove(number);
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
            leaders,
            while_killed,
            while_restarted: visits.take(),
        };
        Ok((servers.into_iter().map(|(server, _)| server).collect(), taken))
    }
}

/// Every other one, from the first on.
const fn is_for_leader(kill: usize) -> bool {
    kill.is_multiple_of(2)
}

/// Whom a kill hits: the one that leads where it is for that, else whose turn it is.
fn victim(kill: usize, leader: Option<usize>) -> usize {
    leader.filter(|_| is_for_leader(kill)).unwrap_or(0)
}

/// Who leads now, or as soon as somebody does.
fn leader(servers: &[(Server, &Installation)]) -> Result<usize> {
    let start = Instant::now();
    loop {
        match find_leader(servers)? {
            Some(number) => return Ok(number),
            None if start.elapsed() > LEADS_WITHIN => bail!("no server follows executions"),
            None => thread::sleep(LOOK),
        }
    }
}

fn find_leader(servers: &[(Server, &Installation)]) -> Result<Option<usize>> {
    for (number, (_, installation)) in servers.iter().enumerate() {
        let leads = installation.leads(WATCHING);
        if leads.with_context(|| format!("asking {} whether it leads", installation.address))? {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_other_kill_hits_whoever_leads() {
        let hits = |kills| {
            let turns = Turns {
                kills,
                pause: Duration::ZERO,
            };
            // The last of three, which is not the one whose turn it is.
            let hit = (0..kills).filter(|kill| victim(*kill, Some(2)) == 2).count();
            (hit, turns.of_leaders())
        };
        assert_eq!(
            [hits(0), hits(1), hits(6), hits(7)],
            [(0, 0), (1, 1), (3, 3), (4, 4)]
        );
        assert_eq!(victim(1, None), 0);
    }
}

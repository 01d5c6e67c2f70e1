//! What was sent is followed to its proven end: one grouped query for all that is open, not one an execution. What
//! follows from an answer is in `follow.rs`, what proves a fix in `prove.rs`, how often
//! is asked in `watch/rhythm.rs`.

pub(crate) mod rhythm;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use domain::{Execution, Launch, NqlId, State};
use jiff::Timestamp;

use self::rhythm::Line;
use crate::{Service, StoreError};

/// Each proof is a query of its own: so many take their turn in one look, that the others' pages are not kept waiting.
const PROOFS: usize = 3;

/// How long the watcher sleeps when nothing is open; it is woken when something is.
const IDLE: Duration = Duration::from_secs(60);

/// It never looks sooner by itself.
const SHORTEST: Duration = Duration::from_secs(5);

impl Service {
    /// Asks the tenant how everything that is open stands, and moves it on. Returns how long to wait before the next
    /// look.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn watch_once(&self) -> Result<Duration, StoreError> {
        let open = self.store().open().await?;
        let with_tenant: Vec<&Execution> = open.iter().filter(|run| run.state().is_with_tenant()).collect();
        let lines: BTreeSet<Line> = with_tenant.iter().map(|run| line(run)).collect();

        // Trouble is noted at the gateway; what cannot be seen now is looked at again later.
        let mut seen = BTreeMap::new();
        for line in lines {
            let rests = self.rhythm().rests(&line, self.now());
            if rests.is_some_and(|left| !left.is_zero()) {
                continue;
            }
            let sightings = match &line {
                None => self.gateway().remote_action_sightings().await,
                Some(workflow) => self.gateway().workflow_sightings(workflow).await,
            };
            if let Ok(sightings) = sightings {
                self.rhythm().asked(&line, self.now());
                seen.insert(line, sightings);
            }
        }
        for run in &with_tenant {
            if let Some(sightings) = seen.get(&line(run)) {
                self.follow(run, sightings).await?;
            }
        }
        let mut verifying = self.store().open().await?;
        verifying.retain(|run| run.state() == State::Verifying);
        for run in self
            .rhythm()
            .to_prove(&verifying, self.now())
            .into_iter()
            .take(PROOFS)
        {
            self.prove(run.clone()).await?;
        }
        Ok(self.pace(&self.store().open().await?))
    }

    /// Every 5 s while something is young, slower as it ages, and where webhooks tell of it.
    fn pace(&self, open: &[Execution]) -> Duration {
        let now = self.now();
        let mut waits = Vec::new();
        let mut asked: BTreeMap<Line, Timestamp> = BTreeMap::new();
        for run in open {
            if run.state() == State::Verifying {
                waits.push(self.rhythm().proof_rests(run, now));
            } else if run.state().is_with_tenant() {
                let youngest = asked.entry(line(run)).or_insert_with(|| run.since());
                *youngest = run.since().max(*youngest);
            }
        }
        waits.extend(asked.into_iter().map(|(line, youngest)| {
            self.rhythm().rests(&line, now).unwrap_or_else(|| {
                Duration::from_secs(match now.duration_since(youngest).as_mins() {
                    ..10 => 5,
                    10..60 => 15,
                    _ => 60,
                })
            })
        }));
        waits
            .into_iter()
            .min()
            .map_or(IDLE, |wait| wait.clamp(SHORTEST, IDLE))
    }
}

/// Which question it is in: workflows are asked about by name, remote actions are all in one answer.
pub(crate) fn line(run: &Execution) -> Line {
    workflow(run).cloned()
}

/// The workflow that it runs, whose executions are asked for by name; remote actions are all in one answer.
pub(crate) const fn workflow(run: &Execution) -> Option<&NqlId> {
    match &run.order.launch {
        Launch::Workflow { id, .. } => Some(id),
        Launch::RemoteAction(_) => None,
    }
}

//! What was sent is followed to its proven end: one grouped query for all that is open, not one an execution. What
//! follows from an answer is in `follow.rs`, what proves a fix in `prove.rs`, how often
//! is asked in `watch/rhythm.rs`.

pub(crate) mod rhythm;

use std::{collections::BTreeMap, time::Duration};

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

        // Trouble is noted at the gateway; what cannot be seen now is looked at again later.
        let mut seen = BTreeMap::new();
        for (line, since) in lines(&open) {
            let rests = self.rhythm().rests(&line, &since, self.now());
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
        let verifying = open.iter().filter(|run| run.state() == State::Verifying);
        let mut waits: Vec<_> = verifying.map(|run| self.rhythm().proof_rests(run, now)).collect();
        for (line, since) in lines(open) {
            let youngest = since.iter().max().copied().unwrap_or(now);
            let wait = self.rhythm().rests(&line, &since, now);
            waits.push(wait.unwrap_or_else(|| {
                Duration::from_secs(match now.duration_since(youngest).as_mins() {
                    ..10 => 5,
                    10..60 => 15,
                    _ => 60,
                })
            }));
        }
        waits
            .into_iter()
            .min()
            .map_or(IDLE, |wait| wait.clamp(SHORTEST, IDLE))
    }
}

/// The questions that what is with the tenant belongs to, with when anything was heard last of each execution.
fn lines(open: &[Execution]) -> BTreeMap<Line, Vec<Timestamp>> {
    let mut lines: BTreeMap<Line, Vec<Timestamp>> = BTreeMap::new();
    for run in open.iter().filter(|run| run.state().is_with_tenant()) {
        lines.entry(line(run)).or_default().push(run.since());
    }
    lines
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

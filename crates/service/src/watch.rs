//! What was sent is followed to its proven end: one grouped query for all that is open, not one an execution. What
//! follows from an answer is in `follow.rs`, what proves a fix in `prove.rs`.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use domain::{Execution, Launch, NqlId, State};

use crate::{Service, StoreError};

/// Each proof is a query of its own: so many take their turn in one look, that the others' pages are not kept waiting.
const PROOFS: usize = 3;

/// How long the watcher sleeps when nothing is open; it is woken when something is.
const IDLE: Duration = Duration::from_secs(60);

impl Service {
    /// Asks the tenant how everything that is open stands, and moves it on. Returns how long to wait before the next
    /// look.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn watch_once(&self) -> Result<Duration, StoreError> {
        let open = self.store().open().await?;
        let with_tenant: Vec<&Execution> = open.iter().filter(|run| run.state().is_with_tenant()).collect();
        let actions = with_tenant.iter().any(|run| workflow(run).is_none());
        let workflows: BTreeSet<&NqlId> = with_tenant.iter().filter_map(|run| workflow(run)).collect();

        // Trouble is noted at the gateway; what cannot be seen now is looked at again later.
        let mut seen = BTreeMap::new();
        if actions {
            seen.insert(None, self.gateway().remote_action_sightings().await.ok());
        }
        for workflow in workflows {
            let sightings = self.gateway().workflow_sightings(workflow).await.ok();
            seen.insert(Some(workflow), sightings);
        }
        for run in &with_tenant {
            let Some(Some(sightings)) = seen.get(&workflow(run)) else {
                continue;
            };
            self.follow(run, sightings).await?;
        }
        let mut verifying = self.store().open().await?;
        verifying.retain(|run| run.state() == State::Verifying);
        let turn = self.next_turn(PROOFS) % verifying.len().max(1);
        let behind = verifying.split_off(turn);
        for run in behind.into_iter().chain(verifying).take(PROOFS) {
            self.prove(run).await?;
        }
        Ok(self.pace(&self.store().open().await?))
    }

    /// Every 5 s while something is young, slower as it ages.
    fn pace(&self, open: &[Execution]) -> Duration {
        let followed = open
            .iter()
            .filter(|run| run.state().is_with_tenant() || run.state() == State::Verifying);
        let Some(youngest) = followed.map(Execution::since).max() else {
            return IDLE;
        };
        let minutes = self.now().duration_since(youngest).as_mins();
        Duration::from_secs(match minutes {
            ..10 => 5,
            10..60 => 15,
            _ => 60,
        })
    }
}

/// The workflow that it runs, whose executions are asked for by name; remote actions are all in one answer.
pub(crate) const fn workflow(run: &Execution) -> Option<&NqlId> {
    match &run.order.launch {
        Launch::Workflow { id, .. } => Some(id),
        Launch::RemoteAction(_) => None,
    }
}

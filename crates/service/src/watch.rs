//! What was sent is followed to its proven end: one grouped query for all that is open, not one an execution.

use std::{collections::BTreeSet, time::Duration};

use domain::{Execution, Launch, Measurement, NqlId, Signal, State};
use jiff::SignedDuration;

use crate::{Service, Sighting, StoreError, household::DeviceHealth};

/// A device that does not report its figures within this time after a fix leaves it unproven.
const PROOF_WAIT: SignedDuration = SignedDuration::from_mins(15);

/// After its time is over, an execution that the tenant does not show is waited for this long.
const LAST_WORD: SignedDuration = SignedDuration::from_hours(1);

/// The tenant cuts an answer off here, silently (Nexthink NQL API: 1,000 rows): what such an answer does not show may
/// be there all the same.
const MOST_ROWS: usize = 1_000;

/// A report that came this long after a fix has the figures from after it. One that came sooner may repeat an older
/// sample: it can show that the fix helped, but not that it did not.
const SETTLED: SignedDuration = SignedDuration::from_mins(2);

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
        let mut sightings = Vec::new();
        let mut unanswered = BTreeSet::new();
        if actions {
            match self.gateway().remote_action_sightings().await {
                Ok(seen) => {
                    if seen.len() >= MOST_ROWS {
                        unanswered.insert(None);
                    }
                    sightings.extend(seen);
                }
                Err(_) => _ = unanswered.insert(None),
            }
        }
        for workflow in workflows {
            match self.gateway().workflow_sightings(workflow).await {
                Ok(seen) => {
                    if seen.len() >= MOST_ROWS {
                        unanswered.insert(Some(workflow));
                    }
                    sightings.extend(seen);
                }
                Err(_) => _ = unanswered.insert(Some(workflow)),
            }
        }
        for run in &with_tenant {
            let signal = match sightings.iter().find(|sighting| is_of(sighting, run)) {
                Some(sighting) => Signal::Reported(sighting.report.clone()),
                None if !unanswered.contains(&workflow(run)) && self.is_overdue(run) => Signal::OutOfSight,
                None => continue,
            };
            self.follow((*run).clone(), signal).await?;
        }
        for run in self
            .store()
            .open()
            .await?
            .into_iter()
            .filter(|run| run.state() == State::Verifying)
        {
            self.prove(run).await?;
        }
        Ok(self.pace(&self.store().open().await?))
    }

    /// Moves an execution on by what was learned of it. What ran has changed the device, so its figures are due.
    pub(crate) async fn follow(&self, run: Execution, signal: Signal) -> Result<Execution, StoreError> {
        let run = self.apply(run, signal).await?;
        if run.state().is_end() || run.state() == State::Verifying {
            self.refresh(&run).await;
        }
        Ok(run)
    }

    /// Reads the proof's figure again, once the device has reported after the fix.
    async fn prove(&self, run: Execution) -> Result<(), StoreError> {
        let fixed_at = run.since();
        let ended_at = run.reported_at().unwrap_or(fixed_at);
        let waited = self.now().duration_since(fixed_at) > PROOF_WAIT;
        let signal = match self.measure(&run).await.filter(|after| after.as_of > ended_at) {
            Some(after)
                if waited || run.is_proven_by(&after) || after.as_of.duration_since(ended_at) >= SETTLED =>
            {
                Signal::Measured(after)
            }
            None if waited => Signal::ProofMissed,
            _ => return Ok(()),
        };
        let run = self.apply(run, signal).await?;
        self.refresh(&run).await;
        Ok(())
    }

    /// The proof's figure as the device last reported it.
    pub(crate) async fn measure(&self, run: &Execution) -> Option<Measurement> {
        let proof = run.order.proof.as_ref()?;
        let reading = self.gateway().device(&run.order.device).await.ok()??;
        let held = DeviceHealth::read(self.catalogue(), reading, self.now());
        let figure = held.health.figure(&proof.metric)?;
        Some(Measurement {
            value: figure.value,
            as_of: figure.as_of,
        })
    }

    /// The employee's figures are asked again at the next view, and their pages are told to look.
    async fn refresh(&self, run: &Execution) {
        self.households().expire(&run.order.employee).await;
    }

    /// Whether Nexthink must long have given up reaching the device. Without this end, a send whose outcome is unknown
    /// and that never arrived would keep its remedy from running on its device for ever.
    fn is_overdue(&self, run: &Execution) -> bool {
        let order = &run.order;
        let tries_for = order.expires_at.duration_since(order.created_at);
        let sent_at = run.sent_at().unwrap_or(order.created_at);
        self.now().duration_since(sent_at) > tries_for.saturating_add(LAST_WORD)
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
const fn workflow(run: &Execution) -> Option<&NqlId> {
    match &run.order.launch {
        Launch::Workflow { id, .. } => Some(id),
        Launch::RemoteAction(_) => None,
    }
}

/// Whether the tenant's row is this execution. The device must be the same, whatever else agrees.
pub(crate) fn is_of(sighting: &Sighting, run: &Execution) -> bool {
    let named = sighting
        .reference
        .as_ref()
        .is_some_and(|reference| *reference == run.order.id);
    let requested = run
        .request()
        .is_some_and(|request| *request == sighting.report.request);
    (named || requested) && sighting.device == run.order.device
}

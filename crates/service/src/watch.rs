//! What was sent is followed to its proven end: one grouped query for all that is open, not one an execution.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use domain::{Execution, Launch, Measurement, NqlId, Report, RequestId, Signal, State};
use jiff::SignedDuration;

use crate::{Service, Sighting, StoreError, household::DeviceHealth};

/// A device that does not report its figures within this time after a fix leaves it unproven.
const PROOF_WAIT: SignedDuration = SignedDuration::from_mins(15);

/// After its time is over, an execution that the tenant does not show is waited for this long.
const LAST_WORD: SignedDuration = SignedDuration::from_hours(1);

/// The tenant cuts an answer off here, silently (Nexthink NQL API: 1,000 rows): what such an answer does not show may
/// be there all the same.
const MOST_ROWS: usize = 1_000;

/// A tenant that answers, and does not show what may have been sent so long ago, does not have it. Far longer than any
/// call takes, and than the tenant needs to show what it has.
const ABSENT_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// How far the tenant's clock may be behind ours.
const SKEW: SignedDuration = SignedDuration::from_mins(1);

/// A call that has not arrived within this time was given up.
const ARRIVES_WITHIN: SignedDuration = SignedDuration::from_mins(3);

/// A report that came this long after a fix has the figures from after it. One that came sooner may repeat an older
/// sample: it can show that the fix helped, but not that it did not.
const SETTLED: SignedDuration = SignedDuration::from_mins(2);

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

    /// Moves one on by what the tenant shows.
    async fn follow(&self, run: &Execution, sightings: &[Sighting]) -> Result<(), StoreError> {
        let shown = match sightings.iter().find(|sighting| is_of(sighting, run)) {
            Some(sighting) => Some(sighting),
            None => self.recognise(run, sightings).await?,
        };
        if let Some(sighting) = shown {
            self.hear(run.clone(), sighting.report.clone()).await?;
            return Ok(());
        }
        // What an answer that is cut off does not show may be there all the same.
        if sightings.len() >= MOST_ROWS {
            return Ok(());
        }
        let absent = run
            .unsure_since()
            .is_some_and(|since| self.now().duration_since(since) >= ABSENT_AFTER);
        let signal = if absent {
            Signal::ProvenAbsent
        } else if self.is_overdue(run) {
            Signal::OutOfSight
        } else {
            return Ok(());
        };
        let run = self.apply(run.clone(), signal).await?;
        self.refresh(&run).await;
        Ok(())
    }

    /// A workflow carries no reference of ours. One whose request is unknown, after a send whose outcome is unknown, is
    /// the one that was requested for this device at that very time, if there is exactly one that is nobody else's.
    async fn recognise<'a>(
        &self,
        run: &Execution,
        sightings: &'a [Sighting],
    ) -> Result<Option<&'a Sighting>, StoreError> {
        let (Some(begun_at), Some(_)) = (run.unsure_since(), workflow(run)) else {
            return Ok(None);
        };
        let from = begun_at.saturating_sub(SKEW).unwrap_or(begun_at);
        let until = begun_at.saturating_add(ARRIVES_WITHIN).unwrap_or(begun_at);
        let of_device = self.store().executions_on(&run.order.device, from).await?;
        let taken: BTreeSet<&RequestId> = of_device.iter().filter_map(Execution::request).collect();
        let mut fitting = sightings.iter().filter(|sighting| {
            let in_time = sighting
                .requested_at
                .is_some_and(|at| (from..=until).contains(&at));
            in_time && sighting.device == run.order.device && !taken.contains(&sighting.report.request)
        });
        let first = fitting.next();
        Ok(first.filter(|_| fitting.next().is_none()))
    }

    /// Takes what the tenant says about an execution.
    pub(crate) async fn hear(&self, run: Execution, mut report: Report) -> Result<Execution, StoreError> {
        report.meaning = self.catalogue().meaning(&run.order.remedy, &report);
        let before = run.state();
        let run = self.apply(run, Signal::Reported(report)).await?;
        let is_over = run.state().is_end() || run.state() == State::Verifying;
        if is_over && run.state() != before {
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
fn is_of(sighting: &Sighting, run: &Execution) -> bool {
    let named = sighting
        .reference
        .as_ref()
        .is_some_and(|reference| *reference == run.order.id);
    let requested = run
        .request()
        .is_some_and(|request| *request == sighting.report.request);
    (named || requested) && sighting.device == run.order.device
}

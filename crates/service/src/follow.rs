//! What an execution learns from what the tenant shows, and from what it does not show.

use std::collections::BTreeSet;

use domain::{Execution, Report, RequestId, Signal, State};
use jiff::SignedDuration;

use crate::{Service, Sighting, StoreError, watch::workflow};

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

impl Service {
    /// Moves one on by what the tenant shows.
    pub(crate) async fn follow(&self, run: &Execution, sightings: &[Sighting]) -> Result<(), StoreError> {
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

    /// The employee's figures are asked again at the next view, and their pages are told to look.
    pub(crate) async fn refresh(&self, run: &Execution) {
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

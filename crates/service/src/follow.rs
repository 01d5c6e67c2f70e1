//! What an execution learns from what the tenant shows, and from what it does not show.

use std::{collections::BTreeSet, ops::RangeInclusive};

use domain::{Execution, Report, RequestId, Signal};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Service, Sighting, Sightings, StoreError,
    watch::{line, workflow},
};

/// After its time is over, an execution that the tenant does not show is waited for this long.
const LAST_WORD: SignedDuration = SignedDuration::from_hours(1);

/// A tenant that answers, and does not show what may have been sent so long ago, does not have it. Far longer than any
/// call takes, and than the tenant needs to show what it has.
const ABSENT_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// How far the tenant's clock may be behind ours.
const SKEW: SignedDuration = SignedDuration::from_mins(1);

/// A call that has not arrived within this time was given up.
const ARRIVES_WITHIN: SignedDuration = SignedDuration::from_mins(3);

/// No call takes as long. One that is said to have taken longer stands for a time of which nothing is known (`restoring.rs`),
/// in which others may have asked for the same workflow on the same device.
const LONGEST_CALL: SignedDuration = SignedDuration::from_mins(15);

/// A request that is known by any execution made within this time is not another one's. Longer than any is tried
/// (Nexthink Remote Actions API: 60–10080 minutes).
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Which of the tenant's rows an execution is.
enum Recognised<'a> {
    /// None of them.
    None,
    /// This one.
    One(&'a Sighting),
    /// One of several, and nobody can say which.
    Several,
}

impl Service {
    /// Moves one on by what the tenant shows.
    pub(crate) async fn follow(&self, run: &Execution, shown: &Sightings) -> Result<(), StoreError> {
        let recognised = match shown.seen.iter().find(|sighting| is_of(sighting, run)) {
            Some(sighting) => Recognised::One(sighting),
            None => self.recognise(run, &shown.seen).await?,
        };
        if let Recognised::One(sighting) = recognised {
            let heard = self.hear(run.clone(), sighting.report.clone()).await?;
            if heard.state() != run.state() {
                let changed_at = sighting.report.changed_at;
                self.rhythm().found(&line(run), changed_at, self.now());
            }
            return Ok(());
        }
        let signal = if matches!(recognised, Recognised::None) && self.is_absent(run, shown) {
            Signal::ProvenAbsent
        } else if self.is_overdue(run) {
            Signal::OutOfSight
        } else {
            return Ok(());
        };
        self.apply(run.clone(), signal).await.map(drop)
    }

    /// Whether a send whose outcome is unknown cannot have arrived: the tenant would show it by now.
    fn is_absent(&self, run: &Execution, shown: &Sightings) -> bool {
        let (Some(call), Some(since)) = (run.unsure_call(), shown.since) else {
            return false;
        };
        let earliest = call.begun_at.saturating_sub(SKEW).unwrap_or(call.begun_at);
        self.now().duration_since(call.ended_at) >= ABSENT_AFTER && since < earliest
    }

    /// A workflow carries no reference of ours. One whose request is unknown, after a send whose outcome is unknown, is
    /// the one that was requested for this device at that very time, if there is exactly one that is nobody else's. Where
    /// that time is long, nobody can say whose the one is.
    async fn recognise<'a>(
        &self,
        run: &Execution,
        seen: &'a [Sighting],
    ) -> Result<Recognised<'a>, StoreError> {
        let (Some(call), Some(window), Some(workflow_id)) = (run.unsure_call(), window(run), workflow(run))
        else {
            return Ok(Recognised::None);
        };
        let known_since = window
            .start()
            .saturating_sub(KNOWN_FOR)
            .unwrap_or(*window.start());
        let of_device = self.store().executions_on(&run.order.device, known_since).await?;
        let taken: BTreeSet<&RequestId> = of_device.iter().filter_map(Execution::request).collect();
        let mut fitting = seen.iter().filter(|sighting| {
            let in_time = sighting.requested_at.is_some_and(|at| window.contains(&at));
            in_time && sighting.device == run.order.device && !taken.contains(&sighting.report.request)
        });
        let Some(first) = fitting.next() else {
            return Ok(Recognised::None);
        };
        // It may as well be that of another one that looks for its own.
        let is_rival = |other: &Execution| {
            other.order.id != run.order.id
                && workflow(other) == Some(workflow_id)
                && self::window(other)
                    .is_some_and(|theirs| theirs.start() <= window.end() && window.start() <= theirs.end())
        };
        let at_one_time = call.ended_at.duration_since(call.begun_at) <= LONGEST_CALL;
        Ok(match fitting.next() {
            None if at_one_time && !of_device.iter().any(is_rival) => Recognised::One(first),
            _ => Recognised::Several,
        })
    }

    /// Takes what the tenant says about an execution.
    pub(crate) async fn hear(&self, run: Execution, mut report: Report) -> Result<Execution, StoreError> {
        report.meaning = self
            .known()
            .meaning(&run.order.remedy, run.order.asks.as_ref(), &report);
        self.apply(run, Signal::Reported(report)).await
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

/// When a send whose outcome is unknown would have been requested, by the tenant's clock. After a database was put back
/// (`restoring.rs`) that is any time since the press.
fn window(run: &Execution) -> Option<RangeInclusive<Timestamp>> {
    let call = run.unsure_call()?;
    let (begun_at, ended_at) = (call.begun_at, call.ended_at);
    let from = begun_at.saturating_sub(SKEW).unwrap_or(begun_at);
    let until = ended_at.saturating_add(ARRIVES_WITHIN).unwrap_or(ended_at);
    Some(from..=until)
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

//! How often the watcher asks what: where webhooks tell, it asks about what they have been silent about.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::{Execution, ExecutionId, NqlId};
use jiff::{SignedDuration, Timestamp};

/// What one question is about: a workflow, or all remote actions.
pub(crate) type Line = Option<NqlId>;

/// A webhook that moved an execution on is proof for so long that they come.
const TRUSTED_FOR: SignedDuration = SignedDuration::from_hours(1);

/// How long they are not relied on after something was found that none had told.
const DOUBTED_FOR: SignedDuration = SignedDuration::from_mins(10);

/// A change that is older than this when it is found should have been told.
const TOLD_WITHIN: SignedDuration = SignedDuration::from_secs(30);

/// Where webhooks tell, an execution of which they have told nothing for so long is asked about, and again when it has been
/// silent for twice as long.
const SILENT: SignedDuration = SignedDuration::from_mins(2);

/// However long it is silent, it is asked about so often.
const SELDOM: SignedDuration = SignedDuration::from_hours(1);

/// What whoever watches remembers.
#[derive(Debug, Default)]
pub(crate) struct Rhythm(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    lines: BTreeMap<Line, Known>,
    /// When the figure of each fix that is to be proven was read last.
    proofs: BTreeMap<ExecutionId, Timestamp>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Known {
    told_at: Option<Timestamp>,
    missed_at: Option<Timestamp>,
    asked_at: Option<Timestamp>,
    is_hinted: bool,
}

impl Known {
    fn is_trusted(self, now: Timestamp) -> bool {
        let within = |at: Option<Timestamp>, span| at.is_some_and(|at| now.duration_since(at) < span);
        within(self.told_at, TRUSTED_FOR) && !within(self.missed_at, DOUBTED_FOR)
    }

    /// When to ask about an execution of which nothing was heard since.
    fn due(self, since: Timestamp) -> Option<Timestamp> {
        if self.is_hinted {
            return None;
        }
        let asked_at = self.asked_at.map_or(since, |at| at.max(since));
        let silent = asked_at.duration_since(since);
        let wait = SILENT
            .max(silent.saturating_mul(2))
            .min(silent.saturating_add(SELDOM));
        since.checked_add(wait).ok()
    }
}

impl Rhythm {
    /// A webhook moved an execution of this line on.
    pub fn told(&self, line: &Line, now: Timestamp) {
        self.lock().lines.entry(line.clone()).or_default().told_at = Some(now);
    }

    /// A change was found by asking; where it is so old that a webhook should have told it, they are doubted.
    pub fn found(&self, line: &Line, changed_at: Timestamp, now: Timestamp) {
        if now.duration_since(changed_at) > TOLD_WITHIN
            && let Some(known) = self.lock().lines.get_mut(line)
        {
            known.missed_at = Some(now);
        }
    }

    /// Something may have happened that nobody can name: everything is asked about again.
    pub fn hinted(&self) {
        for known in self.lock().lines.values_mut() {
            known.is_hinted = true;
        }
    }

    /// The line was asked about.
    pub fn asked(&self, line: &Line, now: Timestamp) {
        if let Some(known) = self.lock().lines.get_mut(line) {
            (known.asked_at, known.is_hinted) = (Some(now), false);
        }
    }

    /// How long until the line is to be asked about, of whose open executions nothing was heard since these times, if
    /// webhooks tell of it; `None` where they do not.
    pub fn rests(&self, line: &Line, since: &[Timestamp], now: Timestamp) -> Option<Duration> {
        let known = self.lock().lines.get(line).copied()?;
        known.is_trusted(now).then(|| {
            let waits = since.iter().map(|since| left(known.due(*since), now));
            waits.min().unwrap_or_default()
        })
    }

    /// The fixes of these whose figure may be read now, the one that waits longest first.
    pub fn to_prove<'a>(&self, verifying: &'a [Execution], now: Timestamp) -> Vec<&'a Execution> {
        let mut remembered = self.lock();
        let there: BTreeSet<&ExecutionId> = verifying.iter().map(|run| &run.order.id).collect();
        remembered.proofs.retain(|id, _| there.contains(id));
        let read = |run: &Execution| remembered.proofs.get(&run.order.id).copied();
        let mut due: Vec<_> = verifying
            .iter()
            .filter(|run| left(next_proof(run, read(run)), now).is_zero())
            .collect();
        due.sort_by_key(|run| read(run));
        due
    }

    /// The figure was read.
    pub fn read(&self, run: &Execution, now: Timestamp) {
        self.lock().proofs.insert(run.order.id.clone(), now);
    }

    /// How long until the figure of this fix may be read.
    pub fn proof_rests(&self, run: &Execution, now: Timestamp) -> Duration {
        let read = self.lock().proofs.get(&run.order.id).copied();
        left(next_proof(run, read), now)
    }

    fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// When the figure is to be read again: often at first, because somebody watches, and then as often as a device reports.
/// When the wait for it is over, once more.
fn next_proof(run: &Execution, read: Option<Timestamp>) -> Option<Timestamp> {
    let (read, fixed_at) = (read?, run.since());
    let gap = match read.duration_since(fixed_at).as_mins() {
        ..1 => 10,
        1..5 => 30,
        _ => 60,
    };
    let next = read.saturating_add(SignedDuration::from_secs(gap)).ok()?;
    let last = fixed_at.saturating_add(crate::prove::PROOF_WAIT).ok()?;
    Some(if read <= last && next > last {
        last.saturating_add(SignedDuration::from_millis(1)).ok()?
    } else {
        next
    })
}

/// From now on; nothing when it is past, or there is none.
fn left(due: Option<Timestamp>, now: Timestamp) -> Duration {
    due.and_then(|due| Duration::try_from(due.duration_since(now)).ok())
        .unwrap_or_default()
}

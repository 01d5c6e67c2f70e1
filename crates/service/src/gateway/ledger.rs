//! Counts what is asked of the tenant, since the process began. Counting must cost nothing: it is all atomics.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use jiff::{SignedDuration, Timestamp};

use crate::{Durations, Histogram, TroubleKind};

/// What is asked of the tenant, by what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallKind {
    /// Who somebody is.
    Users,
    /// Devices and their figures.
    Devices,
    /// Daily figures.
    History,
    /// How executions stand.
    Sightings,
    /// Starting and answering.
    Trigger,
    /// Everybody's devices.
    Export,
}

impl CallKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Users,
        Self::Devices,
        Self::History,
        Self::Sightings,
        Self::Trigger,
        Self::Export,
    ];

    /// Its name in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Devices => "devices",
            Self::History => "history",
            Self::Sightings => "sightings",
            Self::Trigger => "trigger",
            Self::Export => "export",
        }
    }
}

/// What came of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallOutcome {
    /// It was answered.
    Answered,
    /// It was answered by 429.
    Refused,
    /// The credential, a permission or what was asked for is not accepted.
    Rejected,
    /// There was no answer, or one that the tenant cannot answer (5xx).
    Unanswered,
    /// The answer makes no sense.
    Unreadable,
}

impl CallOutcome {
    /// Every outcome.
    pub const ALL: [Self; 5] = [
        Self::Answered,
        Self::Refused,
        Self::Rejected,
        Self::Unanswered,
        Self::Unreadable,
    ];

    /// Its name in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Rejected => "rejected",
            Self::Unanswered => "unanswered",
            Self::Unreadable => "unreadable",
        }
    }

    /// By the trouble that the call was in.
    pub(crate) const fn of(trouble: Option<TroubleKind>) -> Self {
        match trouble {
            None => Self::Answered,
            Some(TroubleKind::Throttled) => Self::Refused,
            Some(TroubleKind::BadCredential | TroubleKind::NoPermission | TroubleKind::Misconfigured) => {
                Self::Rejected
            }
            Some(TroubleKind::Unreachable | TroubleKind::Down) => Self::Unanswered,
            Some(TroubleKind::BrokenAnswer) => Self::Unreadable,
        }
    }
}

/// How many calls there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallCounts {
    /// Within the last 60 seconds.
    pub minute: u64,
    /// Within the last 60 minutes.
    pub hour: u64,
    /// Since the process began.
    pub total: u64,
    /// How many of all were answered by 429.
    pub refused: u64,
}

/// Counts in the last 60 periods of so many seconds. A slot holds the number of its period and how much was counted in
/// it, so that what is older counts for nothing, though nobody has cleared it.
#[derive(Debug)]
struct Recent {
    seconds: i64,
    slots: [AtomicU64; 60],
}

const COUNT_BITS: u32 = 24;

impl Recent {
    fn of(seconds: i64) -> Self {
        Self {
            seconds,
            slots: [const { AtomicU64::new(0) }; 60],
        }
    }

    /// The number of the period, from 1.
    fn period(&self, at: Timestamp) -> u64 {
        u64::try_from(at.as_second() / self.seconds).unwrap_or_default() + 1
    }

    fn count(&self, at: Timestamp) {
        let period = self.period(at);
        let Some(slot) = usize::try_from(period % 60)
            .ok()
            .and_then(|at| self.slots.get(at))
        else {
            return;
        };
        let counted = |held: u64| match held >> COUNT_BITS == period {
            true => held + 1,
            false => (period << COUNT_BITS) + 1,
        };
        // The closure always answers, so this cannot fail.
        let _ = slot.fetch_update(Relaxed, Relaxed, |held| Some(counted(held)));
    }

    fn sum(&self, at: Timestamp) -> u64 {
        let now = self.period(at);
        let held = self.slots.iter().map(|slot| slot.load(Relaxed));
        held.filter(|held| (now.saturating_sub(59)..=now).contains(&(held >> COUNT_BITS)))
            .map(|held| held & ((1 << COUNT_BITS) - 1))
            .sum()
    }
}

#[derive(Debug)]
struct Line {
    seconds: Recent,
    minutes: Recent,
    total: AtomicU64,
    refused: AtomicU64,
    /// By what came of them.
    took: [Histogram; CallOutcome::ALL.len()],
}

/// What the permits of a budget were used for.
#[derive(Debug, Default)]
pub(crate) struct Permits {
    waiting: AtomicU64,
    waited: AtomicU64,
    given_up: AtomicU64,
}

/// What the permits of a budget were used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BudgetCounts {
    /// How many calls wait for a permit now.
    pub waiting: u64,
    /// How many had to wait.
    pub waited: u64,
    /// How many got none in time, and were not made.
    pub given_up: u64,
}

impl Permits {
    /// Somebody got no permit, so the call was not made.
    pub fn gave_up(&self) {
        self.given_up.fetch_add(1, Relaxed);
    }

    /// Somebody waits for as long as this is held, however it ends.
    pub fn wait(&self) -> Waiting<'_> {
        self.waited.fetch_add(1, Relaxed);
        self.waiting.fetch_add(1, Relaxed);
        Waiting(self)
    }

    /// What it was used for until now.
    pub fn counts(&self) -> BudgetCounts {
        BudgetCounts {
            waiting: self.waiting.load(Relaxed),
            waited: self.waited.load(Relaxed),
            given_up: self.given_up.load(Relaxed),
        }
    }
}

pub(crate) struct Waiting<'a>(&'a Permits);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Relaxed);
    }
}

/// What was asked of the tenant.
#[derive(Debug)]
pub(crate) struct Ledger {
    /// When the process began.
    pub since: Timestamp,
    lines: [Line; CallKind::ALL.len()],
    stale: AtomicU64,
}

impl Ledger {
    /// Counts from 0, since then.
    pub fn new(since: Timestamp) -> Self {
        let line = |_| Line {
            seconds: Recent::of(1),
            minutes: Recent::of(60),
            total: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            took: CallOutcome::ALL.map(|_| Histogram::default()),
        };
        Self {
            since,
            lines: CallKind::ALL.map(line),
            stale: AtomicU64::new(0),
        }
    }

    fn line(&self, kind: CallKind) -> &Line {
        let [users, devices, history, sightings, trigger, export] = &self.lines;
        match kind {
            CallKind::Users => users,
            CallKind::Devices => devices,
            CallKind::History => history,
            CallKind::Sightings => sightings,
            CallKind::Trigger => trigger,
            CallKind::Export => export,
        }
    }

    /// The tenant is called.
    pub fn called(&self, kind: CallKind, at: Timestamp) {
        let line = self.line(kind);
        line.total.fetch_add(1, Relaxed);
        line.seconds.count(at);
        line.minutes.count(at);
    }

    /// The tenant answered a call by 429.
    pub fn refused(&self, kind: CallKind) {
        self.line(kind).refused.fetch_add(1, Relaxed);
    }

    /// A call has come to an end.
    pub fn took(&self, kind: CallKind, outcome: CallOutcome, took: SignedDuration) {
        self.histogram(kind, outcome).record(took);
    }

    /// How long the calls of a kind took that ended like this.
    pub fn durations(&self, kind: CallKind, outcome: CallOutcome) -> Durations {
        self.histogram(kind, outcome).durations()
    }

    fn histogram(&self, kind: CallKind, outcome: CallOutcome) -> &Histogram {
        let [answered, refused, rejected, unanswered, unreadable] = &self.line(kind).took;
        match outcome {
            CallOutcome::Answered => answered,
            CallOutcome::Refused => refused,
            CallOutcome::Rejected => rejected,
            CallOutcome::Unanswered => unanswered,
            CallOutcome::Unreadable => unreadable,
        }
    }

    /// Figures were served as known before, because newer ones had not come.
    pub fn served_stale(&self) {
        self.stale.fetch_add(1, Relaxed);
    }

    /// How often figures were served as known before.
    pub fn stale(&self) -> u64 {
        self.stale.load(Relaxed)
    }

    /// How many calls of a kind there were until `at`.
    pub fn counts(&self, kind: CallKind, at: Timestamp) -> CallCounts {
        let line = self.line(kind);
        CallCounts {
            minute: line.seconds.sum(at),
            hour: line.minutes.sum(at),
            total: line.total.load(Relaxed),
            refused: line.refused.load(Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::{CallCounts, CallKind, Ledger};

    #[test]
    fn what_is_old_counts_for_nothing_but_the_total() {
        let noon: jiff::Timestamp = "2026-03-07T12:00:00Z".parse().unwrap();
        let at = |seconds| noon + SignedDuration::from_secs(seconds);
        let ledger = Ledger::new(noon);
        let counts = |seconds| ledger.counts(CallKind::Devices, at(seconds));
        for second in [0, 0, 59] {
            ledger.called(CallKind::Devices, at(second));
        }
        ledger.refused(CallKind::Devices);
        assert_eq!(counts(59).minute, 3);
        assert_eq!(counts(60).minute, 1, "what is 60 s old is of the minute before");
        ledger.called(CallKind::Devices, at(60));
        assert_eq!(counts(60).minute, 2, "the slot of a minute ago is used again");
        let expected = CallCounts {
            minute: 0,
            hour: 4,
            total: 4,
            refused: 1,
        };
        assert_eq!(counts(120), expected);
        assert_eq!(counts(3_599).hour, 4);
        assert_eq!(counts(3_600).hour, 1, "the first minute is over an hour old");
        assert_eq!(counts(9_000).hour, 0);
        assert_eq!(ledger.counts(CallKind::Users, at(120)), CallCounts::default());
    }
}

//! How often the tenant may be asked.

use std::{num::NonZeroU32, time::Duration};

use jiff::SignedDuration;

/// An API of the tenant, which has limits of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Api {
    /// Saved queries that are answered at once.
    Nql,
    /// Saved queries that are answered by a file.
    Export,
    /// Remote actions.
    RemoteActions,
    /// Workflows.
    Workflows,
}

impl Api {
    /// Every API.
    pub const ALL: [Self; 4] = [Self::Nql, Self::Export, Self::RemoteActions, Self::Workflows];

    /// Its name in metrics, in the store and in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nql => "nql",
            Self::Export => "export",
            Self::RemoteActions => "remote_actions",
            Self::Workflows => "workflows",
        }
    }
}

/// Who goes first when not everybody can be served, the first first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Priority {
    /// Somebody waits for it.
    Interactive,
    /// Something goes on without it, though worse: what was sent is followed.
    FollowUp,
    /// It can be done at another time: a page is completed, what everybody has is learned anew.
    Background,
}

impl Priority {
    /// How much of a day's calls it may use up, in per cent: the rest is for what is more urgent.
    pub const fn share(self) -> u64 {
        match self {
            Self::Interactive => 100,
            Self::FollowUp => 90,
            Self::Background => 60,
        }
    }
}

/// How often one API may be asked; `None` for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Calls in any second.
    pub per_second: Option<NonZeroU32>,
    /// Calls in any minute.
    pub per_minute: Option<NonZeroU32>,
    /// Calls in any 24 hours.
    pub per_day: Option<NonZeroU32>,
    /// How much later than usual a call may arrive at the tenant without the next one coming too soon for it.
    pub late: Duration,
}

/// A connection has to be made first, or a machine is busy.
const LATE: Duration = Duration::from_millis(90);

impl Default for Rates {
    fn default() -> Self {
        Self {
            per_second: None,
            per_minute: None,
            per_day: None,
            late: LATE,
        }
    }
}

impl Rates {
    /// Whether there is no limit at all.
    #[must_use]
    pub fn are_unlimited(&self) -> bool {
        (self.per_second, self.per_minute, self.per_day) == (None, None, None)
    }
}

/// How often the tenant may be asked, by API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Nexthink is said to allow one query a second and 50,000 a day.
    pub nql: Rates,
    /// Starting exports and asking for their state. Nexthink has a limit a day that it does not publish.
    pub export: Rates,
    /// Nexthink publishes no limit.
    pub remote_actions: Rates,
    /// Nexthink publishes no limit.
    pub workflows: Rates,
}

impl Limits {
    /// Those of one API.
    #[must_use]
    pub const fn of(&self, api: Api) -> Rates {
        match api {
            Api::Nql => self.nql,
            Api::Export => self.export,
            Api::RemoteActions => self.remote_actions,
            Api::Workflows => self.workflows,
        }
    }
}

/// Lets at most so many calls through in any window of a length.
///
/// A burst of `burst` and then one each `apart`: in no window are there more than `burst - 1 + window / apart` calls.
/// A little slower than that, by how late a call may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spacing {
    /// How far one call is from the next.
    pub apart: SignedDuration,
    /// How many may come at once after a pause.
    pub burst: u32,
}

impl Spacing {
    /// At most `most` calls in any `window` where one may be so `late`, so many times as slow.
    pub fn of(most: NonZeroU32, window: Duration, late: Duration, slower: u32) -> Self {
        let burst = 1 + most.get() / 10;
        let window = window + late.max(window / 20);
        let apart = window.saturating_mul(slower) / (most.get() - burst + 1);
        Self {
            apart: SignedDuration::try_from(apart).unwrap_or(SignedDuration::MAX),
            burst: if slower > 1 { 1 } else { burst },
        }
    }

    /// How far ahead of the time the calls that were let through may be.
    pub fn slack(&self) -> SignedDuration {
        self.apart
            .checked_mul(i32::try_from(self.burst - 1).unwrap_or(i32::MAX))
            .unwrap_or(SignedDuration::MAX)
    }
}

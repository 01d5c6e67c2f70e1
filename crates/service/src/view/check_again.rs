//! When a device reports, and whether Nexthink can be asked about it again.

use domain::CollectorUid;
use jiff::{SignedDuration, Timestamp};

/// When a device reports, and whether Nexthink can be asked about it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckAgain {
    /// The device.
    pub device: CollectorUid,
    /// When it last reported to Nexthink: no figure of it is younger.
    pub reported_at: Timestamp,
    /// Whether that was a short while ago.
    pub online: bool,
    /// How often it reports; `None` where nobody knows.
    pub every: Option<ReportsEvery>,
    /// What keeps Nexthink from being asked now.
    pub hold: Option<Hold>,
}

impl CheckAgain {
    /// About when its next report comes; it may be over already.
    #[must_use]
    pub fn next_report(&self) -> Option<Timestamp> {
        let (ReportsEvery::Learnt(every) | ReportsEvery::Usual(every)) = self.every?;
        self.reported_at.saturating_add(every).ok()
    }
}

/// How often a device reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportsEvery {
    /// It was seen to.
    Learnt(SignedDuration),
    /// Content says that devices usually do.
    Usual(SignedDuration),
}

/// What keeps Nexthink from being asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It is being asked.
    Asking,
    /// It was asked just now.
    JustAsked {
        /// From when it can be asked again.
        until: Timestamp,
    },
    /// It may not be asked so often.
    Budget {
        /// From when it can be asked again.
        until: Timestamp,
    },
}

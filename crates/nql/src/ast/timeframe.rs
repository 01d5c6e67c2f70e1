//! Time frames: from when to when.

use super::DateTime;

/// The time frame of a table.
///
/// Frames in days are whole days in the tenant's time zone; frames in minutes and hours are in the user's (Nexthink
/// NQL FAQ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeframe {
    /// From when to when.
    pub range: TimeRange,
    /// The granularity of the samples in milliseconds: `by 30s`.
    pub granularity: Option<u64>,
}

/// From when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeRange {
    /// `during past 7d`: up to now. The `during` may be missing in the text; the printer writes it.
    Past(Period),
    /// `from Jun 1 to Jun 7`, `from 2d ago to 1d ago`.
    Between {
        /// The start.
        from: Moment,
        /// The end.
        to: Moment,
    },
    /// `on Jul 15, 2024`: one day.
    On(DateTime),
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// A date, or a date and time.
    At(DateTime),
    /// A period before now: `2d ago`. It may be zero.
    Ago(Period),
}

/// A number of minutes, hours or days. The unit matters besides the length: `2d` are whole days, `48h` are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
}

impl Period {
    /// The length in milliseconds, a day counted as 24 hours.
    pub fn milliseconds(self) -> u64 {
        u64::from(self.count) * self.unit.milliseconds()
    }
}

/// The units of a [`Period`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    /// `min`
    Minute,
    /// `h`
    Hour,
    /// `d`
    Day,
}

impl TimeUnit {
    /// The length in milliseconds.
    pub fn milliseconds(self) -> u64 {
        match self {
            Self::Minute => 60_000,
            Self::Hour => 3_600_000,
            Self::Day => 86_400_000,
        }
    }
}

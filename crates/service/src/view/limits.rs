//! What of the tenant's budget of calls is used.

use std::num::NonZeroU32;

use jiff::Timestamp;

use crate::{BudgetCounts, CallCounts, CallKind, Trouble};

/// One budget of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetView {
    /// How many calls a second it allows; `None` for as many as anybody wants.
    pub per_second: Option<NonZeroU32>,
    /// What its permits were used for.
    pub counts: BudgetCounts,
    /// When whoever asks now gets a permit, at the latest; `None` when at once.
    pub next_free: Option<Timestamp>,
}

/// One kind of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineView {
    /// Which.
    pub kind: CallKind,
    /// How many there were.
    pub counts: CallCounts,
    /// What is wrong with them.
    pub trouble: Option<Trouble>,
}

/// What was asked of the tenant since the process began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsPage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// When the process began.
    pub since: Timestamp,
    /// Queries.
    pub nql: BudgetView,
    /// Triggers and answers.
    pub triggers: BudgetView,
    /// Until when the tenant is left alone, because it wants to be.
    pub paused_until: Option<Timestamp>,
    /// By kind.
    pub lines: [LineView; CallKind::ALL.len()],
    /// How often what was known before was served, because it could not be asked in time.
    pub stale: u64,
}

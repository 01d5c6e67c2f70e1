//! What of the tenant's budget of calls is used.

use jiff::Timestamp;

use crate::{Api, BudgetCounts, CallCounts, CallKind, DirectoryState, Rates, Trouble};

/// The budget of one API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetView {
    /// Which.
    pub api: Api,
    /// How often it may be asked.
    pub rates: Rates,
    /// Calls in the last 24 hours, of every process of the installation.
    pub used: u64,
    /// How many times as slow as configured it is asked, because it answered 429.
    pub slower: u32,
    /// What this process used its permits for.
    pub counts: BudgetCounts,
    /// When whoever asks now gets a permit, at the latest; `None` when at once.
    pub next_free: Option<Timestamp>,
    /// Until when it is left alone, because it wants to be.
    pub paused_until: Option<Timestamp>,
    /// Until when it is left alone, because it does not answer.
    pub down_until: Option<Timestamp>,
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

/// What is known of everybody's devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryView {
    /// What is in force.
    pub state: DirectoryState,
    /// When the tenant is asked for it again, which may be over; `None` where it never is.
    pub next_at: Option<Timestamp>,
}

/// What was asked of the tenant since the process began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitsPage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// When the process began.
    pub since: Timestamp,
    /// By API.
    pub budgets: [BudgetView; Api::ALL.len()],
    /// By kind.
    pub lines: [LineView; CallKind::ALL.len()],
    /// How often what was known before was served, because it could not be asked in time.
    pub stale: u64,
    /// Everybody's devices.
    pub directory: DirectoryView,
}

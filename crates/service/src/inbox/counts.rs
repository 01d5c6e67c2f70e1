//! What happened at the way in for webhooks, counted since the process began.

use std::sync::atomic::{AtomicU64, Ordering};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HookCount {
    /// A body was new and is stored.
    Accepted,
    /// A body had come before.
    Duplicate,
    /// A call without the right credential.
    Refused,
    /// A body beyond the limit.
    TooLarge,
    /// A body that cannot be read.
    Quarantined,
    /// A notice that changed an execution.
    Applied,
    /// A notice about an execution of ours that says nothing new.
    Stale,
    /// A notice that made the watcher look.
    Hint,
    /// An alert.
    Alert,
}

/// As many as [`HookCount`] has variants, of which this is the last.
const KINDS: usize = HookCount::Alert as usize + 1;

/// The counts.
#[derive(Debug, Default)]
pub struct HookCounts([AtomicU64; KINDS]);

impl HookCounts {
    /// Counts one more.
    pub fn add(&self, what: HookCount) {
        self.0[what as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// How many there were.
    #[must_use]
    pub fn of(&self, what: HookCount) -> u64 {
        self.0[what as usize].load(Ordering::Relaxed)
    }
}

//! Hints make the watcher look sooner, but however many come, they leave the tenant's budget to others.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// The watcher is hinted at most this often: as often as it looks by itself while something is young.
const APART: SignedDuration = SignedDuration::from_secs(5);

/// Hints that came, as one.
#[derive(Debug, Default)]
pub(super) struct Hints(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    came: bool,
    passed_on_at: Option<Timestamp>,
}

impl Hints {
    /// A hint came.
    pub fn note(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).came = true;
    }

    /// Whether to pass one on now. What is not due yet is due at a later question.
    pub fn is_due(&self, now: Timestamp) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rested = state
            .passed_on_at
            .is_none_or(|at| now.duration_since(at) >= APART || now < at);
        let due = state.came && rested;
        if due {
            *state = State {
                came: false,
                passed_on_at: Some(now),
            };
        }
        due
    }
}

//! The calls that were made to Nexthink for an execution, for its receipt.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What became of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallResult {
    /// Nexthink took it.
    Accepted,
    /// Nexthink refused it, and nothing was done.
    Refused,
    /// It certainly did not arrive, or was turned away for now.
    PutOff,
    /// It was sent, and nobody knows whether it arrived.
    Unknown,
}

/// One call, or several in a row that went the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// When it was begun; of several, the first.
    pub begun_at: Timestamp,
    /// When it was over; of several, the last.
    pub ended_at: Timestamp,
    /// How often in a row.
    pub times: u32,
    /// What became of it.
    pub result: CallResult,
    /// The error in the client's words, for IT; empty when there was none.
    pub words: String,
}

impl Call {
    /// One call.
    #[must_use]
    pub const fn new(begun_at: Timestamp, ended_at: Timestamp, result: CallResult, words: String) -> Self {
        Self {
            begun_at,
            ended_at,
            times: 1,
            result,
            words,
        }
    }

    fn is_repeated_by(&self, next: &Self) -> bool {
        let put_off = |call: &Self| call.result == CallResult::PutOff;
        put_off(self) && put_off(next) && self.words == next.words
    }
}

/// Adds a call. One that is put off again and again is one line, so that a receipt stays readable and bounded.
pub(super) fn add(calls: &mut Vec<Call>, call: Call) {
    let full = calls.len() >= LONGEST;
    match calls.last_mut() {
        Some(last) if last.is_repeated_by(&call) => {
            last.times = last.times.saturating_add(1);
            last.ended_at = call.ended_at;
        }
        // Words that change every time make no endless list either.
        Some(last) if full && last.result == CallResult::PutOff && call.result == CallResult::PutOff => {
            *last = Call {
                begun_at: last.begun_at,
                times: last.times.saturating_add(1),
                ..call
            };
        }
        _ => calls.push(call),
    }
}

/// As many lines of calls that were put off as anybody reads. What became of the last one always gets its own.
const LONGEST: usize = 40;

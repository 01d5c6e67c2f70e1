//! The only way a hand-over moves.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{HandOver, HandOverFailure, HandOverFailureKind, HandOverState, Ticket};

/// What can happen to a hand-over. A `call` is the number that [`HandOver::calls`] had while that call was under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandOverSignal {
    /// The service desk is asked for a ticket from now on.
    Begun,
    /// There is a ticket: the service desk said so, or it was found there.
    Created(Ticket),
    /// This call made no ticket, and none will be made.
    Refused {
        /// Which call.
        call: u32,
        /// The service desk's words.
        words: String,
    },
    /// This call made no ticket; another may.
    PutOff {
        /// Which call.
        call: u32,
    },
    /// Nobody knows whether this call made a ticket.
    OutcomeUnknown {
        /// Which call.
        call: u32,
    },
    /// The service desk, which answers, has no ticket long after this call.
    ProvenAbsent {
        /// Which call.
        call: u32,
    },
    /// The ticket has got everything that goes along, or will not get it.
    Attached(bool),
    /// It was tried for long enough.
    GivenUp,
}

impl HandOver {
    /// Takes a signal that came at `at`; `None` when it says nothing new, and nothing is to be stored.
    ///
    /// Signals may come in any order, twice and late: whatever does not follow from where it stands is absorbed.
    #[must_use]
    pub fn advance(&self, signal: HandOverSignal, at: Timestamp) -> Option<Self> {
        use HandOverSignal::{
            Attached, Begun, Created, GivenUp, OutcomeUnknown, ProvenAbsent, PutOff, Refused,
        };
        use HandOverState::{Queued, Sending, Unsure};
        let mut next = self.clone();
        match (self.state, signal) {
            (Queued, Begun) => {
                next.calls = self.calls.saturating_add(1);
                next.begun_at = Some(at);
                Some(next.enter(Sending, at))
            }
            // Also of one that was sent, given up for dead, and proven absent too early: it knows better.
            (Queued | Sending | Unsure, Created(ticket)) => {
                next.ticket = Some(ticket);
                Some(next.enter(HandOverState::Created, at))
            }
            (Sending | Unsure, Refused { call, words }) if call == self.calls => {
                Some(next.fail(HandOverFailureKind::Refused, words, at))
            }
            (Sending | Unsure, PutOff { call }) | (Unsure, ProvenAbsent { call }) if call == self.calls => {
                Some(next.enter(Queued, at))
            }
            (Sending, OutcomeUnknown { call }) if call == self.calls => Some(next.enter(Unsure, at)),
            (HandOverState::Created, Attached(all)) if self.attached.is_none() => {
                next.attached = Some(all);
                next.revision += 1;
                Some(next)
            }
            (Queued, GivenUp) => Some(next.fail(HandOverFailureKind::NeverSent, String::new(), at)),
            (Unsure, GivenUp) => Some(next.fail(HandOverFailureKind::NeverHeard, String::new(), at)),
            _ => None,
        }
    }

    fn fail(mut self, kind: HandOverFailureKind, words: String, at: Timestamp) -> Self {
        self.failure = Some(HandOverFailure { kind, words });
        self.enter(HandOverState::Failed, at)
    }

    fn enter(mut self, state: HandOverState, at: Timestamp) -> Self {
        self.revision += 1;
        self.state = state;
        // A clock that was set back must not make it younger than its press.
        self.since = at.max(self.since);
        self
    }
}

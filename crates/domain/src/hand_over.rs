//! What an employee hands over to IT, on its way to a ticket of the service desk.
//!
//! A hand-over is a value that only [`HandOver::advance`] can move. The laws, held by property tests:
//! * one that is over never changes again, and a ticket that is known stays what it is;
//! * a ticket is asked for only while it is certain that none was made: in `Queued`, and by one call at a time;
//! * what a call says about itself counts only while no later call was begun, except that it made the ticket.

mod advance;
mod facts;
mod state;
mod subject;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use advance::HandOverSignal;
pub use facts::{Facts, HandedDevice};
pub use state::{HandOverFailure, HandOverFailureKind, HandOverState, Ticket};
pub use subject::Subject;

use crate::{EmployeeId, HandOverId, Note, code};

/// What is fixed about a hand-over from the moment of the press.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewHandOver {
    /// Deskside's own identifier, by which the service desk knows the ticket again.
    pub id: HandOverId,
    /// Who pressed.
    pub employee: EmployeeId,
    /// What they are called.
    pub name: String,
    /// Their user principal name, by which the service desk may know them.
    pub upn: String,
    /// Their address for mail, by which it may, too.
    #[serde(default)]
    pub email: Option<String>,
    /// What it is about.
    pub about: Subject,
    /// What they say about it.
    pub note: Option<Note>,
    /// What was known then, and is all that IT gets.
    pub facts: Facts,
    /// When it was pressed.
    pub created_at: Timestamp,
}

/// What an employee hands over to IT.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandOver {
    /// What was fixed at the press.
    #[serde(flatten)]
    pub order: NewHandOver,
    revision: u64,
    state: HandOverState,
    since: Timestamp,
    calls: u32,
    begun_at: Option<Timestamp>,
    ticket: Option<Ticket>,
    attached: Option<bool>,
    failure: Option<HandOverFailure>,
}

impl HandOver {
    /// A new hand-over, waiting to be sent.
    #[must_use]
    pub const fn new(order: NewHandOver) -> Self {
        let since = order.created_at;
        Self {
            order,
            revision: 0,
            state: HandOverState::Queued,
            since,
            calls: 0,
            begun_at: None,
            ticket: None,
            attached: None,
            failure: None,
        }
    }

    /// Grows with every change, so that of two who change it at once only one succeeds.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> HandOverState {
        self.state
    }

    /// When it entered the state it is in.
    #[must_use]
    pub const fn since(&self) -> Timestamp {
        self.since
    }

    /// The number of the last call that asked for a ticket, which is how many there were.
    #[must_use]
    pub const fn calls(&self) -> u32 {
        self.calls
    }

    /// When the last call that asked for a ticket was begun.
    #[must_use]
    pub const fn begun_at(&self) -> Option<Timestamp> {
        self.begun_at
    }

    /// The ticket, once it is known.
    #[must_use]
    pub const fn ticket(&self) -> Option<&Ticket> {
        self.ticket.as_ref()
    }

    /// Whether the ticket has got everything that goes along; `None` while it is being given it.
    #[must_use]
    pub const fn attached(&self) -> Option<bool> {
        self.attached
    }

    /// Whether nothing can happen any more: there will be no ticket, or it has got all that it gets.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        match self.state {
            HandOverState::Created => self.attached.is_some(),
            HandOverState::Failed => true,
            HandOverState::Queued | HandOverState::Sending | HandOverState::Unsure => false,
        }
    }

    /// Why there is none.
    #[must_use]
    pub const fn failure(&self) -> Option<&HandOverFailure> {
        self.failure.as_ref()
    }

    /// Whether its subject needs no other: one is on its way, or was made about what happens once only.
    #[must_use]
    pub const fn settles_subject(&self) -> bool {
        match self.state {
            HandOverState::Created => self.order.about.happens_once(),
            HandOverState::Failed => false,
            HandOverState::Queued | HandOverState::Sending | HandOverState::Unsure => true,
        }
    }

    /// A short code to give to IT while there is no number: the end of its id, which is random.
    #[must_use]
    pub fn code(&self) -> String {
        code(self.order.id.as_str())
    }
}

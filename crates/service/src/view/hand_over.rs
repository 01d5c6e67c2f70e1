//! What the pages show of what goes to IT.

use std::sync::Arc;

use domain::{HandOver, IdempotencyKey, Subject, Topic};
use jiff::Timestamp;

use super::{ExecutionSummary, FigureView, FindingView};

/// Whether something can be handed over to IT.
#[derive(Debug, Clone, PartialEq)]
pub struct HandOverOffer {
    /// What.
    pub about: Subject,
    /// Whether there is a service desk that takes it now. It does not while `last` settles it.
    pub available: bool,
    /// Whether the service desk takes mails only: the form holds a link that opens one, and there is nothing to press.
    pub by_mail: bool,
    /// The employee's latest hand-over about it.
    pub last: Option<Arc<HandOver>>,
    /// Identifies the press.
    pub key: IdempotencyKey,
}

/// What goes to IT with a hand-over, or went.
#[derive(Debug, Clone, PartialEq)]
pub struct HandedFacts {
    /// The symptom, if content still has it.
    pub topic: Option<Arc<Topic>>,
    /// What was found, if content still has the symptom; without offers.
    pub findings: Vec<FindingView>,
    /// The device's figures, as far as content still has their meanings.
    pub figures: Vec<FigureView>,
    /// The executions whose receipts go along.
    pub runs: Vec<ExecutionSummary>,
}

/// What the page shows on which something is handed over: all that IT will get.
#[derive(Debug, Clone, PartialEq)]
pub struct HandOverForm {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// Whether it can be handed over.
    pub offer: HandOverOffer,
    /// Opens a mail to the service desk that says all of it, as far as a link has room. Where the service desk takes mails
    /// only.
    pub mail: Option<String>,
    /// The device, the symptom, findings and runs as they would be kept.
    pub facts: domain::Facts,
    /// The same with their meanings.
    pub shown: HandedFacts,
    /// The id of the last event that this page knows of.
    pub last_event: i64,
}

/// The page of one hand-over.
#[derive(Debug, Clone, PartialEq)]
pub struct HandOverPage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// The hand-over.
    pub hand_over: Arc<HandOver>,
    /// What IT got, or gets.
    pub shown: HandedFacts,
    /// The id of the last event that this page knows of.
    pub last_event: i64,
}

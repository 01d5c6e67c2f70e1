//! The service desk, where what is handed over becomes a ticket.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::{HandOver, HandOverId, Ticket, Topic};
use thiserror::Error;

use crate::view::{ExecutionSummary, FigureView, FindingView, Receipt};

/// What the service desk gets. Everything in it is the employee's own, or content.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketReport {
    /// Who, what about, in which words, and what was known.
    pub hand_over: HandOver,
    /// The symptom, if content still has it.
    pub topic: Option<Arc<Topic>>,
    /// What was found, as far as content still has its checks; without offers.
    pub findings: Vec<FindingView>,
    /// The device's figures with their meanings, as far as content still has them.
    pub figures: Vec<FigureView>,
    /// The employee's executions about it with their remedies, the latest first.
    pub runs: Vec<ExecutionSummary>,
    /// The receipt of each of them. Mails have no room for any.
    pub receipts: Vec<Receipt>,
}

/// What is certain after a call that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskTrouble {
    /// No ticket was made, and none will be: this very report is refused. What a wrong credential or setting keeps from
    /// being made is [`Self::NotNow`], because somebody will mend that.
    Refused,
    /// No ticket was made; it may be later, not before this time, where the service desk says so.
    NotNow(Option<Duration>),
    /// A ticket may have been made.
    Unknown,
}

/// A call to the service desk that failed.
#[derive(Debug, Clone, Error)]
#[error("{message}")]
pub struct DeskError {
    /// What is certain.
    pub trouble: DeskTrouble,
    /// What happened, for the log and for IT; without secrets.
    pub message: String,
}

/// The service desk.
#[async_trait]
pub trait ServiceDesk: Send + Sync + 'static {
    /// Makes a ticket that [`Self::find`] finds by the hand-over's id. It is called once, unless there certainly is none.
    async fn create(&self, report: &TicketReport) -> Result<Ticket, DeskError>;
    /// The ticket that was made for this hand-over. `None` when there is none, which is certain where the last call that
    /// may make one is longer over than [`Self::settles_after`].
    async fn find(&self, id: &HandOverId) -> Result<Option<Ticket>, DeskError>;
    /// How long after a call the service desk may still be making its ticket, or not yet show it. None at all where it
    /// tells by itself that it knows a hand-over already.
    fn settles_after(&self) -> Duration;
    /// Gives the ticket whatever goes along and is not there yet; may be called again and again.
    async fn attach(&self, report: &TicketReport, ticket: &Ticket) -> Result<(), DeskError>;
}

/// A service desk that takes mails only, which the employee sends.
pub trait DeskMail: Send + Sync + 'static {
    /// A `mailto:` link with the report, as far as there is room for it in a link.
    fn link(&self, report: &TicketReport) -> String;
}

/// What takes what is handed over.
#[derive(Clone)]
pub enum Desk {
    /// Tickets are made of it.
    Tickets(Arc<dyn ServiceDesk>),
    /// The employee writes a mail.
    Mail(Arc<dyn DeskMail>),
}

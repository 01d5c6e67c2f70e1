//! What is kept: executions, what is to be sent, and what happened.

use async_trait::async_trait;
use domain::{
    CollectorUid, DiagnosisId, EmployeeId, Execution, ExecutionId, FeedbackOn, HandOverId, HandOverState,
    IdempotencyKey, Identity, RequestId,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Diagnoses, Directory, Feeds, HandOvers, Inbox, Meters, Personal, Tallies};

/// The store did not do what it was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Somebody else changed it meanwhile; read it again.
    #[error("it was changed by somebody else meanwhile")]
    Conflict,
    /// The database was made of a dump of another one, and what waits in it may have been sent since. Nothing is sent until
    /// that is marked.
    #[error("it is a copy, in which nothing may be sent before `deskside restore --mark-only` was run on it")]
    Copy,
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What was read cannot be understood.
    #[error("a stored {what} cannot be read: {why}")]
    Corrupt {
        /// What kind of record it is.
        what: &'static str,
        /// Why it cannot be read.
        why: String,
    },
}

/// An execution to be placed, with the press that asks for it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The execution, queued. It is due at once, or when it is planned for.
    pub execution: Execution,
    /// The press.
    pub key: IdempotencyKey,
    /// Who pressed, kept until it is sent: what waits for long is looked at again before.
    pub person: Option<Identity>,
}

/// What became of a draft.
#[derive(Debug, Clone, PartialEq)]
pub enum Placed {
    /// It is stored, and will be sent.
    New,
    /// The same press came before: this is what it started.
    Repeated(Box<Execution>),
    /// One is under way on this device with this remedy.
    Occupied(ExecutionId),
}

/// A message of the outbox, held by one dispatcher for a while.
#[derive(Debug, Clone)]
pub struct Lease {
    /// Names the message; never given twice.
    pub message: i64,
    /// What is to be sent.
    pub execution: Execution,
    /// How often it was leased, this time included. More than once: somebody else may have sent it and died.
    pub attempt: u32,
    /// When a send was begun under an earlier lease whose outcome was never recorded.
    pub begun_at: Option<Timestamp>,
    /// Who pressed; `None` for what was stored without.
    pub person: Option<Identity>,
}

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// An execution entered another state, or there is a new one.
    Execution {
        /// Which.
        execution: ExecutionId,
        /// On which device.
        device: CollectorUid,
        /// The state's name.
        state: String,
    },
    /// Nexthink was asked for the employee's devices, and there are new figures of them.
    Figures,
    /// There are new trends of one of the employee's devices.
    Trends,
    /// There is a new look at a symptom.
    Diagnosis {
        /// Which.
        diagnosis: DiagnosisId,
        /// On which device.
        device: CollectorUid,
    },
    /// A hand-over to IT entered another state, or there is a new one.
    HandOver {
        /// Which.
        hand_over: HandOverId,
        /// The state.
        state: HandOverState,
    },
    /// The employee said whether something helped.
    Feedback {
        /// What.
        on: FeedbackOn,
    },
    /// The employee has chosen something for themselves.
    Preferences,
}

/// Something that happened, for the employee's open pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Grows with every event, over all employees.
    pub id: i64,
    /// What it is about.
    pub kind: EventKind,
    /// When it happened.
    pub at: Timestamp,
}

/// The store. Each method is one transaction.
#[async_trait]
pub trait Store: Inbox + Diagnoses + Directory + Feeds + HandOvers + Meters + Personal + Tallies {
    /// Stores execution, outbox row and event in one transaction, unless the press is known or the device is occupied
    /// by the same remedy.
    async fn place(&self, draft: &Draft, at: Timestamp) -> Result<Placed, StoreError>;

    /// What this press of this employee started, if it is known.
    async fn pressed(
        &self,
        employee: &EmployeeId,
        key: &IdempotencyKey,
    ) -> Result<Option<Execution>, StoreError>;

    /// Takes at most `limit` outbox rows that are due and that nobody holds, for `hold`, the oldest first. One that
    /// cannot be read is held like the others and left out.
    async fn lease(&self, limit: u32, hold: SignedDuration, at: Timestamp) -> Result<Vec<Lease>, StoreError>;
    /// Records that the send begins now, and holds the row for `hold` from now on, however long it was waited for. From
    /// here on a crash leaves the outcome unknown. `Conflict` when the lease was lost, `Copy` where nothing may be sent.
    async fn begin_send(&self, lease: &Lease, hold: SignedDuration, at: Timestamp) -> Result<(), StoreError>;
    /// How many outbox rows are due that nobody holds.
    async fn count_due(&self, at: Timestamp) -> Result<u64, StoreError>;
    /// Gives a leased row back, because it was certainly not sent; it is due again at `due`.
    async fn postpone(&self, lease: &Lease, due: Timestamp) -> Result<(), StoreError>;

    /// Replaces an execution by what it became, if it still is what `before` was; adds its outbox row when there is
    /// something to send, and removes it when there is nothing any more; appends an event when its state changed. All
    /// in one transaction.
    async fn update(&self, before: &Execution, after: &Execution, at: Timestamp) -> Result<(), StoreError>;
    /// The same, for an execution that is taken back: `Conflict` also when its send was begun.
    async fn take_back(&self, before: &Execution, after: &Execution, at: Timestamp)
    -> Result<(), StoreError>;

    /// One execution.
    async fn execution(&self, id: &ExecutionId) -> Result<Option<Execution>, StoreError>;
    /// The execution that has not ended and that Nexthink knows by this request.
    async fn open_by_request(&self, request: &RequestId) -> Result<Option<Execution>, StoreError>;
    /// Every execution that has not ended. One that cannot be read is left out, and logged.
    async fn open(&self) -> Result<Vec<Execution>, StoreError>;
    /// The employee's executions, the latest first.
    async fn executions_of(&self, employee: &EmployeeId, limit: u32) -> Result<Vec<Execution>, StoreError>;
    /// The executions on a device, by whomever, that are open or were made since `since`, the latest first.
    async fn executions_on(
        &self,
        device: &CollectorUid,
        since: Timestamp,
    ) -> Result<Vec<Execution>, StoreError>;

    /// Appends an event for an employee; returns its id.
    async fn append(&self, employee: &EmployeeId, kind: &EventKind, at: Timestamp)
    -> Result<i64, StoreError>;
    /// The employee's events after this id, the oldest first.
    async fn events_after(
        &self,
        employee: &EmployeeId,
        id: i64,
        limit: u32,
    ) -> Result<Vec<Event>, StoreError>;
    /// The employee's events after this moment, the oldest first. They are kept for a day.
    async fn events_of(&self, employee: &EmployeeId, after: Timestamp) -> Result<Vec<Event>, StoreError>;
    /// Everybody's events after this id, the oldest first. Whoever has read up to an id will never find an older one.
    async fn events_since(&self, id: i64, limit: u32) -> Result<Vec<(EmployeeId, Event)>, StoreError>;
    /// The id of the latest event of all.
    async fn last_event(&self) -> Result<i64, StoreError>;
    /// Forgets executions and hand-overs that ended and webhooks that went into quarantine before `ended`, diagnoses from
    /// before it, and what somebody chose who was last here before it; events from and webhooks read before `happened`;
    /// and sessions and tokens that were over before `over`. Returns how many rows went.
    async fn forget(&self, ended: Timestamp, happened: Timestamp, over: Timestamp)
    -> Result<u64, StoreError>;
}

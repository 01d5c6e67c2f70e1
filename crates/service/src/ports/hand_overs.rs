//! What is kept of hand-overs to IT.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{EmployeeId, HandOver, HandOverId, HandOverState, IdempotencyKey, Subject};
use jiff::{SignedDuration, Timestamp};

use super::StoreError;

/// A hand-over to be placed, with the press that asks for it.
#[derive(Debug, Clone)]
pub struct HandOverDraft {
    /// The hand-over, queued.
    pub hand_over: HandOver,
    /// The press.
    pub key: IdempotencyKey,
    /// The latest one about the subject that whoever pressed had seen.
    pub after: Option<HandOverId>,
}

/// What became of a hand-over to be placed.
#[derive(Debug, Clone, PartialEq)]
pub enum HandOverPlaced {
    /// It is stored, and will be sent.
    New,
    /// The same press came before: this is what it started.
    Repeated(Box<HandOver>),
    /// Its subject is settled by this one (see [`HandOver::settles_subject`]), or this one came after what whoever
    /// pressed had seen.
    Settled(Box<HandOver>),
}

/// A hand-over that is not over, held by one sender for a while.
#[derive(Debug, Clone)]
pub struct HandOverLease {
    /// The hand-over.
    pub hand_over: HandOver,
    /// How often it was leased, this time included.
    pub attempt: u32,
}

/// Hand-overs. Each method is one transaction.
#[async_trait]
pub trait HandOvers: Send + Sync + 'static {
    /// Stores a hand-over, due at once, and appends an event, unless the press is known or its subject is settled.
    async fn place_hand_over(
        &self,
        draft: &HandOverDraft,
        at: Timestamp,
    ) -> Result<HandOverPlaced, StoreError>;
    /// What this press of this employee started, if it is known.
    async fn hand_over_pressed(
        &self,
        employee: &EmployeeId,
        key: &IdempotencyKey,
    ) -> Result<Option<HandOver>, StoreError>;

    /// Takes at most `limit` hand-overs that are not over, are due and that nobody holds, for `hold`, the oldest first.
    /// One that cannot be read is held like the others and left out.
    async fn lease_hand_overs(
        &self,
        limit: u32,
        hold: SignedDuration,
        at: Timestamp,
    ) -> Result<Vec<HandOverLease>, StoreError>;
    /// Replaces a leased hand-over by what it became when its call was begun. From here on a crash leaves the outcome
    /// unknown. `Conflict` when the lease was lost, or somebody else changed it; `Copy` where nothing may be sent.
    async fn begin_hand_over(
        &self,
        lease: &HandOverLease,
        begun: &HandOver,
        at: Timestamp,
    ) -> Result<(), StoreError>;
    /// Gives a leased hand-over back, due again at `due`. Nothing happens when the lease was lost.
    async fn postpone_hand_over(&self, lease: &HandOverLease, due: Timestamp) -> Result<(), StoreError>;
    /// Replaces a hand-over by what it became, if it still is what `before` was; appends an event when its state changed.
    async fn update_hand_over(
        &self,
        before: &HandOver,
        after: &HandOver,
        at: Timestamp,
    ) -> Result<(), StoreError>;

    /// Every hand-over that is not over. One that cannot be read is left out, and logged.
    async fn open_hand_overs(&self) -> Result<Vec<HandOver>, StoreError>;
    /// One hand-over.
    async fn hand_over(&self, id: &HandOverId) -> Result<Option<HandOver>, StoreError>;
    /// The employee's latest hand-over about this subject.
    async fn hand_over_about(
        &self,
        employee: &EmployeeId,
        about: &Subject,
    ) -> Result<Option<HandOver>, StoreError>;
    /// The employee's hand-overs, the latest first.
    async fn hand_overs_of(&self, employee: &EmployeeId, limit: u32) -> Result<Vec<HandOver>, StoreError>;
    /// How many there are in each state; those in which there are none may be left out.
    async fn count_hand_overs(&self) -> Result<BTreeMap<HandOverState, u64>, StoreError>;
}

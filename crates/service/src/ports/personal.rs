//! What is kept of an employee's own choices and judgements.

use async_trait::async_trait;
use domain::{CollectorUid, EmployeeId, Favourite, Feedback, FeedbackOn, Preferences};
use jiff::Timestamp;

use super::StoreError;

/// Feedback and preferences. Each method is one transaction.
#[async_trait]
pub trait Personal: Send + Sync + 'static {
    /// Keeps what the employee, to whom it belongs, says about something, in place of what they said before; appends an
    /// event. It goes when what it is about is forgotten.
    async fn keep_feedback(
        &self,
        employee: &EmployeeId,
        on: &FeedbackOn,
        feedback: &Feedback,
    ) -> Result<(), StoreError>;
    /// What was said about something.
    async fn feedback_on(&self, on: &FeedbackOn) -> Result<Option<Feedback>, StoreError>;

    /// What the employee has chosen. Somebody of whom nothing is kept has chosen nothing.
    async fn preferences(&self, employee: &EmployeeId) -> Result<Preferences, StoreError>;
    /// Remembers the device that the employee chose; says whether that changed anything, and appends an event if it did.
    async fn remember_device(
        &self,
        employee: &EmployeeId,
        device: &CollectorUid,
        at: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Marks or unmarks something; says whether that changed anything, and appends an event if it did.
    async fn mark(
        &self,
        employee: &EmployeeId,
        favourite: &Favourite,
        marked: bool,
        at: Timestamp,
    ) -> Result<bool, StoreError>;
    /// Notes that the employee was here, so that what they chose is kept; nothing is made for somebody who chose nothing.
    async fn note_visit(&self, employee: &EmployeeId, at: Timestamp) -> Result<(), StoreError>;
}

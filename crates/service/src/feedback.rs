//! An employee says whether something helped.

use domain::{Feedback, FeedbackOn, Note};
use thiserror::Error;

use crate::{Employee, Service, StoreError};

/// Why it was not kept.
#[derive(Debug, Error)]
pub enum FeedbackError {
    /// The employee has no such execution or diagnosis.
    #[error("there is no such execution or diagnosis")]
    NotFound,
    /// It has not ended, so that nobody can know.
    #[error("it has not ended")]
    TooEarly,
    /// Something failed here.
    #[error(transparent)]
    Internal(#[from] StoreError),
}

impl Service {
    /// Keeps whether something of the employee's own helped, in place of what they said before.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn give_feedback(
        &self,
        employee: &Employee,
        on: &FeedbackOn,
        helped: bool,
        note: Option<Note>,
    ) -> Result<(), FeedbackError> {
        match on {
            FeedbackOn::Execution(id) => {
                let own = self.own_execution(employee, id).await?;
                if !own.ok_or(FeedbackError::NotFound)?.state().is_end() {
                    return Err(FeedbackError::TooEarly);
                }
            }
            FeedbackOn::Diagnosis(id) => {
                let own = self.own_diagnosis(employee, id).await?;
                own.ok_or(FeedbackError::NotFound)?;
            }
        }
        let at = self.now();
        let feedback = Feedback { helped, note, at };
        self.store().keep_feedback(employee.id(), on, &feedback).await?;
        self.tell(employee.id()).await;
        Ok(())
    }
}

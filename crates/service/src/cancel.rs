//! An employee takes back what was not sent yet.

use domain::{ExecutionId, Signal, State};
use thiserror::Error;

use crate::{Employee, Service, StoreError};

/// Why it was not taken back.
#[derive(Debug, Error)]
pub enum CancelError {
    /// The employee has no such execution.
    #[error("there is no such execution")]
    NotFound,
    /// It was sent, or is being sent at this moment: Nexthink offers no way to call it back.
    #[error("it was sent already")]
    TooLate,
    /// Something failed here.
    #[error(transparent)]
    Internal(#[from] StoreError),
}

impl Service {
    /// Takes back an execution that was not sent. When this returns without an error, it never will be.
    ///
    /// # Errors
    /// Why it was not taken back; it goes on then.
    pub async fn cancel(&self, employee: &Employee, id: &ExecutionId) -> Result<(), CancelError> {
        loop {
            let own = self.own_execution(employee, id).await?;
            let execution = own.ok_or(CancelError::NotFound)?;
            match execution.state() {
                State::Cancelled => return Ok(()),
                State::Queued => {}
                _ => return Err(CancelError::TooLate),
            }
            let now = self.now();
            let taken_back = execution.clone().advance(Signal::TakenBack, now).into_execution();
            match self.store().take_back(&execution, &taken_back, now).await {
                Ok(()) => {
                    tracing::info!(execution = %id, "execution {id} is taken back");
                    self.announce(&taken_back).await;
                    return Ok(());
                }
                Err(StoreError::Conflict) => {
                    // Somebody noted something meanwhile; or its send was begun, and it is too late.
                    let now_there = self.store().execution(id).await?;
                    if now_there.is_some_and(|now_there| now_there.revision() == execution.revision()) {
                        return Err(CancelError::TooLate);
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

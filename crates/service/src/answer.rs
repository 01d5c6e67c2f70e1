//! An employee answers what a workflow asks.

use std::collections::BTreeMap;

use domain::{Execution, ExecutionId, ParameterFault, Signal, State};
use jiff::Timestamp;
use thiserror::Error;

use crate::{Employee, Service, StoreError};

/// What the employee answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRequest {
    /// To which of their executions.
    pub execution: ExecutionId,
    /// Which of its questions: since when it waited, as the page said. A workflow may ask more than once.
    pub asked_at: Timestamp,
    /// The answer, by parameter; defaults fill the rest.
    pub given: BTreeMap<String, String>,
}

/// Why the answer was not taken. Nothing was stored.
#[derive(Debug, Error)]
pub enum AnswerError {
    /// The employee has no such execution.
    #[error("there is no such execution")]
    NotFound,
    /// It does not wait for this answer, or not any more.
    #[error("it does not wait for this answer")]
    NotAsked,
    /// The answer does not fit the question.
    #[error(transparent)]
    Parameters(#[from] ParameterFault),
    /// Something failed here.
    #[error(transparent)]
    Internal(#[from] StoreError),
}

impl Service {
    /// Keeps an answer, to be sent to the workflow once.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn answer(&self, employee: &Employee, request: &AnswerRequest) -> Result<(), AnswerError> {
        let own = self.own_execution(employee, &request.execution).await?;
        let execution = own.ok_or(AnswerError::NotFound)?;
        let remedy = self.known().remedy(&execution.order.remedy);
        let question = execution.question(remedy.map(|remedy| &**remedy));
        let given = question.ok_or(AnswerError::NotAsked)?.fit(&request.given)?;
        if was_given(&execution, request.asked_at, &given) {
            return Ok(());
        }
        let is_asked =
            execution.state() == State::WaitingForAnswer && execution.reported_at() == Some(request.asked_at);
        if !is_asked {
            return Err(AnswerError::NotAsked);
        }
        let now = self.now();
        let answering = execution
            .clone()
            .advance(Signal::Answered(given), now)
            .into_execution();
        match self.store().update(&execution, &answering, now).await {
            Ok(()) => {}
            // Somebody else was faster: in another tab, or the workflow went on without it.
            Err(StoreError::Conflict) => return Err(AnswerError::NotAsked),
            Err(error) => return Err(error.into()),
        }
        self.announce(&answering).await;
        self.wake_dispatcher();
        Ok(())
    }
}

/// Whether this very answer was given before: a double click, or a form that was sent again.
fn was_given(execution: &Execution, asked_at: Timestamp, given: &BTreeMap<String, String>) -> bool {
    execution.state() != State::WaitingForAnswer
        && execution
            .answer()
            .is_some_and(|answer| answer.to == Some(asked_at) && answer.given == *given)
}

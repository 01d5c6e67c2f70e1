//! The page of one execution: where it stands, what came out, and what is next.

use std::sync::Arc;

use domain::{ExecutionId, FeedbackOn, State, Subject};
use jiff::SignedDuration;

use crate::{
    Employee, PageError, Service,
    view::{ExecutionPage, Freshness},
};

impl Service {
    /// What the page of one of the employee's executions shows.
    ///
    /// # Errors
    /// [`PageError::NotFound`] for an execution that is not the employee's, whether it exists or not.
    pub async fn execution_page(
        &self,
        employee: &Employee,
        id: &ExecutionId,
    ) -> Result<ExecutionPage, PageError> {
        let last_event = self.last_event();
        let execution = self.own_execution(employee, id).await?;
        let execution = Arc::new(execution.ok_or(PageError::NotFound)?);
        let now = self.now();
        let until = if execution.state().is_end() {
            execution.since()
        } else {
            now
        };
        // The wait for its time is no part of what it takes.
        let begun = execution.order.planned_for.unwrap_or(execution.order.created_at);
        let trouble = match execution.state() {
            State::Queued | State::Answering => self.gateway().trouble_with_triggers(),
            state if state.is_end() => None,
            _ => self.gateway().trouble_with_sightings(),
        };
        let online = self
            .is_online_as_known(employee, &execution.order.device, now)
            .await;
        let proof = execution.order.proof.as_ref();
        let outcome = execution
            .outcome()
            .and_then(|id| self.known().outcome(&execution.order.remedy, id));
        let diagnosis = match &execution.order.diagnosis {
            Some(diagnosis) => self.own_diagnosis(employee, diagnosis).await?,
            None => None,
        };
        let about = Subject::Execution {
            execution: id.clone(),
        };
        Ok(ExecutionPage {
            now,
            remedy: self.known().remedy(&execution.order.remedy).cloned(),
            metric: proof
                .and_then(|proof| self.known().metric(&proof.metric))
                .cloned(),
            explanation: outcome.and_then(|rule| rule.explanation.clone()),
            online,
            diagnosis: diagnosis.map(|diagnosis| self.diagnosis_summary(diagnosis)),
            feedback: self
                .store()
                .feedback_on(&FeedbackOn::Execution(id.clone()))
                .await?,
            hand_over: self.hand_over_offer(employee, about).await?,
            elapsed: until.duration_since(begun).max(SignedDuration::ZERO),
            freshness: Freshness {
                fetched_at: Some(now),
                trouble,
                pending: false,
                again_at: None,
            },
            execution,
            last_event,
        })
    }
}

//! The page of one look at a symptom: what is looked at, what was found, and what helps.

use std::sync::Arc;

use domain::{DiagnosisId, FeedbackOn, Subject, Verdict};

use crate::{Employee, PageError, Service, examine::of, view::DiagnosisPage};

impl Service {
    /// What the page of one of the employee's diagnoses shows. It comes even when the tenant does not answer.
    ///
    /// # Errors
    /// [`PageError::NotFound`] for a diagnosis that is not the employee's, whether it exists or not.
    pub async fn diagnosis_page(
        &self,
        employee: &Employee,
        id: &DiagnosisId,
    ) -> Result<DiagnosisPage, PageError> {
        let last_event = self.last_event();
        let diagnosis = self.own_diagnosis(employee, id).await?;
        let diagnosis = diagnosis.ok_or(PageError::NotFound)?;
        let examined = self.examine(employee, &diagnosis).await?;
        let runs = self.runs_on(&diagnosis.device).await?;
        let now = self.now();
        let offers = match &examined.held {
            Some(held) => self.offers(employee, held, &runs.executions, now),
            None => Vec::new(),
        };
        let fetched_at = examined.freshness.fetched_at.unwrap_or(diagnosis.started_at);
        let findings = examined.topic.as_ref().map_or_else(Vec::new, |topic| {
            self.finding_views(
                topic,
                &examined.findings,
                &examined.collected,
                &offers,
                fetched_at,
            )
        });
        let says = |verdict| findings.iter().any(|finding| finding.verdict == verdict);
        let looking = says(Verdict::Looking);
        if !looking
            && (says(Verdict::Found) || says(Verdict::Fine))
            // Whoever looks at the page wants to see it, whether it can be counted or not.
            && let Err(error) = self.store().note_found(id, says(Verdict::Found)).await
        {
            tracing::error!(diagnosis = %id, "what diagnosis {id} found cannot be noted: {error}");
        }
        let last_event = last_event.min(runs.as_of);
        let belonging = self.store().executions_for(id).await?;
        let reads = |run: &domain::Execution| diagnosis.collected_by.values().any(|id| *id == run.order.id);
        let runs = belonging
            .into_iter()
            .filter(|run| run.order.employee == *employee.id() && !reads(run));
        let about = Subject::Diagnosis {
            diagnosis: id.clone(),
        };
        Ok(DiagnosisPage {
            now,
            looking,
            findings,
            offers: examined
                .topic
                .as_ref()
                .map_or_else(Vec::new, |topic| of(&topic.remedies, &offers)),
            runs: runs.map(|run| self.execution_summary(&Arc::new(run))).collect(),
            feedback: self
                .store()
                .feedback_on(&FeedbackOn::Diagnosis(id.clone()))
                .await?,
            hand_over: self.hand_over_offer(employee, about).await?,
            device: examined.held.map(|held| held.device.clone()),
            topic: examined.topic,
            again: examined.again,
            freshness: examined.freshness,
            diagnosis: Arc::new(diagnosis),
            last_event,
        })
    }
}

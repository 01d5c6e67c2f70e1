//! The receipt of one execution: who ran what, where and when, and what became of it.

use std::collections::BTreeMap;

use domain::{Answer, Execution, ExecutionId, Launch, Parameter, Question};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Employee, PageError, Service,
    view::{
        Receipt, ReceiptAnswer, ReceiptDevice, ReceiptEmployee, ReceiptLaunch, ReceiptProof, ReceiptRemedy,
        ReceiptValue,
    },
};

impl Service {
    /// The receipt of one of the employee's executions. `keep` is how long an execution is kept after its end.
    ///
    /// # Errors
    /// [`PageError::NotFound`] for an execution that is not the employee's, whether it exists or not.
    pub async fn receipt(
        &self,
        employee: &Employee,
        id: &ExecutionId,
        keep: SignedDuration,
    ) -> Result<Receipt, PageError> {
        let execution = self.own_execution(employee, id).await?;
        let execution = execution.ok_or(PageError::NotFound)?;
        Ok(self.receipt_of(&execution, &employee.identity().name, self.now(), keep))
    }

    /// The receipt of an execution, for the eyes of `name`, whose it is.
    pub(crate) fn receipt_of(
        &self,
        execution: &Execution,
        name: &str,
        issued_at: Timestamp,
        keep: SignedDuration,
    ) -> Receipt {
        let remedy = self
            .known()
            .remedy(&execution.order.remedy)
            .map(|remedy| &**remedy);
        let order = &execution.order;
        let ended_at = execution.state().is_end().then(|| execution.since());
        let outcome = execution.outcome();
        let rule = outcome.and_then(|outcome| self.known().outcome(&order.remedy, outcome));
        let chosen_from = remedy.map_or(&[][..], |remedy| &remedy.parameters);
        Receipt {
            issued_at,
            keep_days: keep.as_hours() / 24,
            kept_until: ended_at.map(|end| end.saturating_add(keep).unwrap_or(Timestamp::MAX)),
            execution_id: order.id.clone(),
            code: execution.code(),
            state: execution.state(),
            employee: ReceiptEmployee {
                id: order.employee.clone(),
                name: name.to_owned(),
            },
            device: ReceiptDevice {
                collector_uid: order.device.clone(),
                name: order.device_name.clone(),
            },
            remedy: ReceiptRemedy {
                id: order.remedy.clone(),
                title: remedy.map(|remedy| remedy.title.clone()),
            },
            launch: launch(&order.launch),
            created_at: order.created_at,
            planned_for: order.planned_for,
            expires_at: order.expires_at,
            ended_at,
            steps: execution.steps().to_vec(),
            parameters: values(&order.parameters, chosen_from),
            answer: execution
                .answer()
                .map(|answer| answered(answer, execution.question(remedy))),
            calls: execution.calls().to_vec(),
            request_id: execution.request().cloned(),
            workflow_run_id: execution.workflow_run().cloned(),
            reported_at: execution.reported_at(),
            details: execution.details().to_owned(),
            output: execution.output().to_owned(),
            outputs: remedy.map(|remedy| remedy.outputs.clone()).unwrap_or_default(),
            failure: execution.failure().cloned(),
            outcome: outcome.cloned(),
            explanation: rule.and_then(|rule| rule.explanation.clone()),
            proof: self.proof_of(execution),
        }
    }

    fn proof_of(&self, execution: &Execution) -> Option<ReceiptProof> {
        let proof = execution.order.proof.as_ref()?;
        let metric = self.known().metric(&proof.metric);
        Some(ReceiptProof {
            metric: proof.metric.clone(),
            label: metric.map(|metric| metric.label.clone()),
            unit: metric.map(|metric| metric.unit),
            direction: proof.direction,
            by: proof.by,
            before: execution.before().copied(),
            after: execution.after().copied(),
        })
    }
}

fn launch(launch: &Launch) -> ReceiptLaunch {
    match launch {
        Launch::RemoteAction(id) => ReceiptLaunch::RemoteAction { id: id.clone() },
        Launch::Workflow { id, .. } => ReceiptLaunch::Workflow { id: id.clone() },
    }
}

fn answered(answer: &Answer, asks: Option<&Question>) -> ReceiptAnswer {
    ReceiptAnswer {
        question: asks.map(|asks| asks.text.clone()),
        asked_at: answer.to,
        answered_at: answer.at,
        taken: answer.taken,
        given: values(&answer.given, asks.map_or(&[][..], |asks| &asks.parameters)),
    }
}

fn values(given: &BTreeMap<String, String>, known: &[Parameter]) -> Vec<ReceiptValue> {
    let value = |(name, value): (&String, &String)| {
        let parameter = known.iter().find(|parameter| parameter.name == *name);
        ReceiptValue {
            name: name.clone(),
            label: parameter.map(|parameter| parameter.label.clone()),
            value: value.clone(),
        }
    };
    given.iter().map(value).collect()
}

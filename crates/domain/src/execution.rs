//! One run of one remedy on one device, from the press to its proven end.
//!
//! An execution is a value that only [`Execution::advance`] can move, by [`Signal`]s that come from the dispatcher, the
//! watcher and webhooks, in any order, twice and late. The laws, held by property tests:
//! * an ended execution never changes again;
//! * it is `Sent` or further only if the tenant may have it, and once it may have it, it never becomes `Queued` again;
//! * reports that are older than what is known change nothing.

mod advance;
mod answer;
mod call;
mod failure;
mod hear;
mod signal;
mod state;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use advance::Advanced;
pub use answer::Answer;
pub use call::{Call, CallResult};
pub use failure::{Failure, FailureKind};
pub use signal::{Report, Signal, TenantStatus};
pub use state::State;

use crate::{
    CollectorUid, DiagnosisId, EmployeeId, ExecutionId, Launch, LocalText, OutcomeId, OutcomeRule, Proof,
    Question, Remedy, RemedyId, RequestId, WorkflowRunId, code,
};

/// A figure that was read to prove a fix, in the unit of the proof's metric.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measurement {
    /// The figure.
    pub value: f64,
    /// When the device measured it.
    pub as_of: Timestamp,
}

/// A state that was entered, for the list of steps and the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The state.
    pub state: State,
    /// When it was entered.
    pub at: Timestamp,
}

/// What is fixed about an execution from the moment of the press.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewExecution {
    /// Deskside's own identifier, `externalReference` in Nexthink.
    pub id: ExecutionId,
    /// Who pressed.
    pub employee: EmployeeId,
    /// On which device.
    pub device: CollectorUid,
    /// What that device was called then.
    pub device_name: String,
    /// Which remedy.
    pub remedy: RemedyId,
    /// What it starts in Nexthink, as it was then.
    pub launch: Launch,
    /// With which parameters.
    pub parameters: BTreeMap<String, String>,
    /// How it proves itself, as it was then.
    pub proof: Option<Proof>,
    /// The proof's figure as it was known at the press.
    pub before: Option<Measurement>,
    /// When it was pressed.
    pub created_at: Timestamp,
    /// When Nexthink gives up reaching the device.
    pub expires_at: Timestamp,
    /// The look at a symptom that it belongs to: it reads for it, or was pressed on its page.
    #[serde(default)]
    pub diagnosis: Option<DiagnosisId>,
    /// When it is to be sent, where that is later than the press.
    #[serde(default)]
    pub planned_for: Option<Timestamp>,
    /// What the employee agreed to at the press.
    #[serde(default)]
    pub agreed: Option<LocalText>,
    /// What it may ask on its way, as it was then.
    #[serde(default)]
    pub asks: Option<Asks>,
}

/// What a workflow may ask, and by which words it is known to ask: an answer goes to the question that it was given to,
/// whatever content says by then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asks {
    /// The question.
    pub question: Question,
    /// The outcomes by which it is known to be asked, the first that fits.
    pub told_by: Vec<OutcomeRule>,
}

impl NewExecution {
    /// Has it sent so much later than it was pressed, and everything that follows from that.
    pub fn plan(&mut self, later: SignedDuration) {
        let then = |at: Timestamp| at.saturating_add(later).unwrap_or(Timestamp::MAX);
        self.planned_for = Some(then(self.created_at));
        self.expires_at = then(self.expires_at);
    }
}

/// One run of one remedy on one device, with its receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Execution {
    /// What was fixed at the press.
    #[serde(flatten)]
    pub order: NewExecution,
    revision: u64,
    state: State,
    steps: Vec<Step>,
    request: Option<RequestId>,
    #[serde(default)]
    run: Option<WorkflowRunId>,
    reported_at: Option<Timestamp>,
    details: String,
    output: String,
    failure: Option<Failure>,
    // Not `before`: the order, which is flattened into the same object, has one.
    measured_before: Option<Measurement>,
    after: Option<Measurement>,
    #[serde(default)]
    outcome: Option<OutcomeId>,
    #[serde(default)]
    answer: Option<Answer>,
    #[serde(default)]
    calls: Vec<Call>,
}

impl Execution {
    /// What it may ask on its way: as it was at the press, or, of one that was stored without, as the remedy has it.
    #[must_use]
    pub fn question<'a>(&'a self, remedy: Option<&'a Remedy>) -> Option<&'a Question> {
        let then = self.order.asks.as_ref().map(|asks| &asks.question);
        then.or_else(|| remedy?.asks.as_ref())
    }

    /// A new execution, waiting to be sent.
    #[must_use]
    pub fn new(order: NewExecution) -> Self {
        let steps = vec![Step {
            state: State::Queued,
            at: order.created_at,
        }];
        Self {
            order,
            revision: 0,
            state: State::Queued,
            steps,
            request: None,
            run: None,
            reported_at: None,
            details: String::new(),
            output: String::new(),
            failure: None,
            measured_before: None,
            after: None,
            outcome: None,
            answer: None,
            calls: Vec::new(),
        }
    }

    /// Grows with every change, so that of two who change it at once only one succeeds.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// Every state it has been in, the first first; never empty.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// When it entered the state it is in.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        self.steps.last().map_or(self.order.created_at, |step| step.at)
    }

    /// When it is to be sent, while that lies ahead.
    #[must_use]
    pub fn planned_for(&self, now: Timestamp) -> Option<Timestamp> {
        let ahead = self.order.planned_for.filter(|at| *at > now);
        ahead.filter(|_| self.state == State::Queued)
    }

    /// When it was sent, as far as known.
    #[must_use]
    pub fn sent_at(&self) -> Option<Timestamp> {
        self.steps
            .iter()
            .find(|step| step.state != State::Queued)
            .map(|step| step.at)
    }

    /// Nexthink's identifier of it, once it is known there.
    #[must_use]
    pub const fn request(&self) -> Option<&RequestId> {
        self.request.as_ref()
    }

    /// Nexthink's identifier of the workflow's execution, once it is known.
    #[must_use]
    pub const fn workflow_run(&self) -> Option<&WorkflowRunId> {
        self.run.as_ref()
    }

    /// What the last report means, as far as content says.
    #[must_use]
    pub const fn outcome(&self) -> Option<&OutcomeId> {
        self.outcome.as_ref()
    }

    /// The last answer that was given to it.
    #[must_use]
    pub const fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// The calls that were made to Nexthink for it, the first first.
    #[must_use]
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// The send whose outcome is not known.
    #[must_use]
    pub fn unsure_call(&self) -> Option<&Call> {
        let unknown = self
            .calls
            .iter()
            .rev()
            .find(|call| call.result == CallResult::Unknown);
        unknown.filter(|_| self.state == State::Unsure)
    }

    /// When its status last changed, by Nexthink's clock.
    #[must_use]
    pub const fn reported_at(&self) -> Option<Timestamp> {
        self.reported_at
    }

    /// Nexthink's own words about its status; may be empty.
    #[must_use]
    pub fn details(&self) -> &str {
        &self.details
    }

    /// What the script or workflow put out, as it came; may be empty.
    #[must_use]
    pub fn output(&self) -> &str {
        &self.output
    }

    /// Why it failed.
    #[must_use]
    pub const fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// The proof's figure before the fix: as it was read just before sending, else as it was known at the press.
    #[must_use]
    pub fn before(&self) -> Option<&Measurement> {
        self.measured_before.as_ref().or(self.order.before.as_ref())
    }

    /// Whether this figure shows that the fix helped.
    #[must_use]
    pub fn is_proven_by(&self, after: &Measurement) -> bool {
        let proof = self.order.proof.as_ref().zip(self.before());
        proof.is_some_and(|(proof, before)| proof.is_shown_by(before.value, after.value))
    }

    /// The proof's figure after the fix.
    #[must_use]
    pub const fn after(&self) -> Option<&Measurement> {
        self.after.as_ref()
    }

    /// A short code to give to IT: the end of its id, which is random.
    #[must_use]
    pub fn code(&self) -> String {
        code(self.order.id.as_str())
    }
}

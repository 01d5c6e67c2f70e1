//! The receipt of an execution: everything that is known about it, complete by itself.
//!
//! Its JSON is public: `GET /executions/{id}/receipt.json`. Names are in `snake_case`, times are RFC 3339 in UTC,
//! texts are objects by language (`en` is always there), and what is not known is `null` or empty, never left out.
//! Fields are added, and none changes its meaning.

use domain::{
    Call, CollectorUid, Direction, EmployeeId, ExecutionId, Explanation, Failure, LocalText, Measurement,
    MetricId, NqlId, OutcomeId, Output, RemedyId, RequestId, State, Step, Unit, WorkflowRunId,
};
use jiff::Timestamp;
use serde::Serialize;

/// Everything that is known about an execution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Receipt {
    /// When this receipt was made.
    pub issued_at: Timestamp,
    /// For how many days after its end an execution is kept.
    pub keep_days: i64,
    /// Until when it is kept at least; `None` while it has not ended.
    pub kept_until: Option<Timestamp>,
    /// Deskside's identifier, `externalReference` in Nexthink.
    pub execution_id: ExecutionId,
    /// The short code for IT.
    pub code: String,
    /// Where it stands.
    pub state: State,
    /// Who pressed.
    pub employee: ReceiptEmployee,
    /// On which device.
    pub device: ReceiptDevice,
    /// What was pressed.
    pub remedy: ReceiptRemedy,
    /// What that started in Nexthink.
    pub launch: ReceiptLaunch,
    /// When it was pressed.
    pub created_at: Timestamp,
    /// When it was to be sent, where that was later than the press.
    pub planned_for: Option<Timestamp>,
    /// When Nexthink gives up reaching the device.
    pub expires_at: Timestamp,
    /// When it ended; `None` while it has not.
    pub ended_at: Option<Timestamp>,
    /// Every state it has been in, the first first.
    pub steps: Vec<Step>,
    /// What was chosen.
    pub parameters: Vec<ReceiptValue>,
    /// The last answer that was given on its way.
    pub answer: Option<ReceiptAnswer>,
    /// The calls that were made to Nexthink for it, the first first.
    pub calls: Vec<Call>,
    /// Nexthink's identifier of the request.
    pub request_id: Option<RequestId>,
    /// Nexthink's identifier of the workflow's execution.
    pub workflow_run_id: Option<WorkflowRunId>,
    /// When its status last changed, by Nexthink's clock.
    pub reported_at: Option<Timestamp>,
    /// Nexthink's words about its status.
    pub details: String,
    /// What it put out, as it came: usually JSON in one text.
    pub output: String,
    /// What content says of what it puts out, if it says something.
    pub outputs: Vec<Output>,
    /// Why it failed.
    pub failure: Option<Failure>,
    /// The rule of the content that recognised the last report.
    pub outcome: Option<OutcomeId>,
    /// What that rule says to the employee.
    pub explanation: Option<Explanation>,
    /// The figure by which it proves itself.
    pub proof: Option<ReceiptProof>,
}

/// Who pressed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReceiptEmployee {
    /// What everything of this person is keyed by.
    pub id: EmployeeId,
    /// Their name as they are signed in now.
    pub name: String,
}

/// On which device.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReceiptDevice {
    /// Nexthink's identifier of it.
    pub collector_uid: CollectorUid,
    /// What it was called at the press.
    pub name: String,
}

/// What was pressed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReceiptRemedy {
    /// Its name in the files.
    pub id: RemedyId,
    /// Its title, if content still has it.
    pub title: Option<LocalText>,
}

/// What was started in Nexthink.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReceiptLaunch {
    /// A remote action.
    RemoteAction {
        /// Its NQL ID.
        id: NqlId,
    },
    /// A workflow.
    Workflow {
        /// Its NQL ID.
        id: NqlId,
    },
}

/// A value that was chosen or typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptValue {
    /// The parameter's name in Nexthink.
    pub name: String,
    /// Its name on the page, if content still has it.
    pub label: Option<LocalText>,
    /// The value.
    pub value: String,
}

/// An answer that was given on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReceiptAnswer {
    /// The question, if content still has it.
    pub question: Option<LocalText>,
    /// Since when it was asked, by Nexthink's clock.
    pub asked_at: Option<Timestamp>,
    /// When it was answered.
    pub answered_at: Timestamp,
    /// Whether Nexthink took the answer; `None` while nobody knows.
    pub taken: Option<bool>,
    /// The answer.
    pub given: Vec<ReceiptValue>,
}

/// A figure before and after.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReceiptProof {
    /// The figure's name in the files.
    pub metric: MetricId,
    /// Its name on the page, if content still has it.
    pub label: Option<LocalText>,
    /// What it is measured in, if content still has it.
    pub unit: Option<Unit>,
    /// Which way it has to move.
    pub direction: Direction,
    /// By how much at least.
    pub by: f64,
    /// The figure before the fix.
    pub before: Option<Measurement>,
    /// The figure after the fix.
    pub after: Option<Measurement>,
}

//! What can happen to an execution.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Call, Failure, Measurement};
use crate::{Meaning, RequestId, WorkflowRunId};

/// The status of an execution in Nexthink (`remote_action.executions.status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenantStatus {
    /// `waiting_on_device`
    WaitingOnDevice,
    /// `waiting_on_user`
    WaitingOnUser,
    /// `in_progress`
    InProgress,
    /// `success`
    Success,
    /// `failure`
    Failure,
    /// `expired`
    Expired,
    /// `cancelled`
    Cancelled,
}

impl TenantStatus {
    /// Every status.
    pub const ALL: [Self; 7] = [
        Self::WaitingOnDevice,
        Self::WaitingOnUser,
        Self::InProgress,
        Self::Success,
        Self::Failure,
        Self::Expired,
        Self::Cancelled,
    ];

    /// Whether nothing more comes after it.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(
            self,
            Self::Success | Self::Failure | Self::Expired | Self::Cancelled
        )
    }

    /// Reads the word of an NQL answer, whatever its case; `None` for one that is not known.
    #[must_use]
    pub fn from_nql(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "waiting_on_device" => Self::WaitingOnDevice,
            "waiting_on_user" => Self::WaitingOnUser,
            "in_progress" => Self::InProgress,
            "success" => Self::Success,
            "failure" => Self::Failure,
            "expired" => Self::Expired,
            "cancelled" => Self::Cancelled,
            _ => return None,
        })
    }
}

/// What Nexthink says about an execution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Nexthink's identifier of it.
    pub request: RequestId,
    /// Its status there.
    pub status: TenantStatus,
    /// Nexthink's words about the status; may be empty.
    pub details: String,
    /// The outputs as they came, JSON in one text; may be empty.
    pub output: String,
    /// When the status changed, by Nexthink's clock.
    pub changed_at: Timestamp,
    /// Nexthink's identifier of the execution within the request; only workflows have one.
    #[serde(default)]
    pub run: Option<WorkflowRunId>,
    /// What it means, as far as content says.
    #[serde(default)]
    pub meaning: Option<Meaning>,
}

/// What can happen to an execution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Signal {
    /// The proof's figure was read again, just before sending.
    MeasuredBefore(Measurement),
    /// Nexthink accepted the trigger.
    Accepted(RequestId, Call),
    /// Nexthink refused the trigger, or it can no longer be sent: it will never run.
    Refused(Failure, Option<Call>),
    /// The trigger certainly did not arrive, and is sent again later.
    PutOff(Call),
    /// The trigger was sent, and nobody knows whether it arrived.
    OutcomeUnknown(Call),
    /// The tenant says how it stands.
    Reported(Report),
    /// The tenant, which answers and shows everything, does not have it, long after a send whose outcome is unknown.
    ProvenAbsent,
    /// Its time is over, and the tenant, which answers, does not show it: it will not run any more, if it ever did.
    OutOfSight,
    /// The figure was read after the fix.
    Measured(Measurement),
    /// The figure did not come in time.
    ProofMissed,
    /// The employee takes it back before it was sent.
    TakenBack,
    /// The employee answers what the workflow asks.
    Answered(BTreeMap<String, String>),
    /// Nexthink took the answer.
    AnswerTaken(Call),
    /// Nexthink did not want the answer: nothing waits for it any more.
    AnswerRefused(Call),
    /// The answer was sent, and nobody knows whether it arrived.
    AnswerUnknown(Call),
}

//! Whether something helped, as the employee sees it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{DiagnosisId, ExecutionId, Note};

/// What is judged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackOn {
    /// One run of a remedy.
    Execution(ExecutionId),
    /// Everything that followed from one look at a symptom.
    Diagnosis(DiagnosisId),
}

/// What the employee says about it. There is one at a time, and the last word counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Whether it helped.
    pub helped: bool,
    /// In their own words.
    pub note: Option<Note>,
    /// When they said so.
    pub at: Timestamp,
}

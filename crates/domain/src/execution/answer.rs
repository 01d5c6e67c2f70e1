//! What the employee answered to a workflow that asked.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The answer to a question of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was answered, by parameter of the thinklet.
    pub given: BTreeMap<String, String>,
    /// When.
    pub at: Timestamp,
    /// When the workflow began to wait for it, by Nexthink's clock: a report from then still shows the question.
    pub to: Option<Timestamp>,
    /// Whether Nexthink took it; `None` while nobody knows.
    pub taken: Option<bool>,
}

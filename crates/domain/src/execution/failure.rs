//! Why an execution failed, in a word that the page can explain.

use serde::{Deserialize, Serialize};

/// The cause, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// Nexthink refused the request itself (400): unknown device or action, one that is not enabled for the API, wrong
    /// parameters.
    Refused,
    /// The credential lacks a permission, or is refused (401, 403).
    NotAllowed,
    /// The device reported that the script failed.
    OnDevice,
    /// It could not be sent before it ran out of time.
    NeverSent,
    /// Nobody knew whether it had arrived, and Nexthink has been proven not to have it.
    NeverArrived,
    /// It was planned or put off, and when its time came, it was not offered to the employee on this device any more.
    Withdrawn,
    /// It was planned or put off, and when its time came, the device was not the employee's any more.
    NotTheirs,
    /// It was planned or put off, and when its time came, the figures said that it was not needed.
    NotNeeded,
    /// It was sent, perhaps, and nobody ever learned what became of it. It may have run.
    NeverHeard,
}

/// Why an execution failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The cause.
    pub kind: FailureKind,
    /// Nexthink's own words, for IT; may be empty.
    pub words: String,
}

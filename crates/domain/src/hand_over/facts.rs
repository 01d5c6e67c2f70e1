//! What IT gets with a hand-over, besides who and what about.

use serde::{Deserialize, Serialize};

use crate::{CollectorUid, Device, Execution, Finding, Health, TopicId};

/// The device that a hand-over is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandedDevice {
    /// What Nexthink knows it by.
    pub uid: CollectorUid,
    /// Its name in the company.
    pub name: String,
    /// What else is known of it; `None` when it is not the employee's any more, or nobody could be asked.
    pub known: Option<Device>,
    /// Its figures; `None` likewise.
    pub health: Option<Health>,
}

/// What was known when something was handed over. All of it is the employee's own.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The device.
    pub device: Option<HandedDevice>,
    /// The symptom.
    pub topic: Option<TopicId>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What the employee ran about it, the latest first.
    pub runs: Vec<Execution>,
}

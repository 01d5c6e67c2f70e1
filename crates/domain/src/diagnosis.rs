//! One look at one symptom on one device.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{CollectorUid, DiagnosisId, EmployeeId, ExecutionId, RemedyId, TopicId};

/// One look at one symptom on one device, as it was pressed. What it finds is computed whenever somebody looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// Deskside's own identifier.
    pub id: DiagnosisId,
    /// Who pressed.
    pub employee: EmployeeId,
    /// On which device.
    pub device: CollectorUid,
    /// What that device was called then.
    pub device_name: String,
    /// Which symptom.
    pub topic: TopicId,
    /// When it was pressed. What is known from before is not what it found.
    pub started_at: Timestamp,
    /// By which of the employee's executions each remedy reads from the device. One that was under way at the press, or
    /// had ended so shortly before that it still counts, is read instead of running another.
    #[serde(default)]
    pub collected_by: BTreeMap<RemedyId, ExecutionId>,
}

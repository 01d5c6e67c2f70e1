//! What is handed over.

use serde::{Deserialize, Serialize};

use crate::{CollectorUid, DiagnosisId, ExecutionId, TopicId};

/// What is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Subject {
    /// A device.
    Device {
        /// Which.
        device: CollectorUid,
    },
    /// A symptom.
    Topic {
        /// Which.
        topic: TopicId,
        /// On which device, where it is about one.
        device: Option<CollectorUid>,
    },
    /// A look at a symptom.
    Diagnosis {
        /// Which.
        diagnosis: DiagnosisId,
    },
    /// A run of a remedy.
    Execution {
        /// Which.
        execution: ExecutionId,
    },
}

impl Subject {
    /// Whether it happens once, so that one ticket about it is enough for ever.
    #[must_use]
    pub const fn happens_once(&self) -> bool {
        match self {
            Self::Diagnosis { .. } | Self::Execution { .. } => true,
            Self::Device { .. } | Self::Topic { .. } => false,
        }
    }

    /// One text for each subject, in columns.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Device { device } => format!("device:{device}"),
            Self::Topic { topic, device: None } => format!("topic:{topic}"),
            Self::Topic {
                topic,
                device: Some(device),
            } => format!("topic:{topic}:{device}"),
            Self::Diagnosis { diagnosis } => format!("diagnosis:{diagnosis}"),
            Self::Execution { execution } => format!("execution:{execution}"),
        }
    }
}

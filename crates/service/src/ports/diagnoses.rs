//! What is kept of looks at symptoms.

use async_trait::async_trait;
use domain::{Diagnosis, DiagnosisId, EmployeeId, Execution, IdempotencyKey, RemedyId};
use jiff::Timestamp;

use super::{Draft, StoreError};

/// A diagnosis to be placed, with the press that asks for it and what is to be run for it.
#[derive(Debug, Clone)]
pub struct DiagnosisDraft {
    /// The diagnosis.
    pub diagnosis: Diagnosis,
    /// The press.
    pub key: IdempotencyKey,
    /// The executions that read from the device for it, each with a press of its own.
    pub collecting: Vec<Draft>,
}

/// What became of a diagnosis to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiagnosisPlaced {
    /// It is stored, and what it runs will be sent.
    New,
    /// The same press came before: this is what it started.
    Repeated(Box<Diagnosis>),
    /// This remedy is under way on the device; nothing was stored.
    Occupied(RemedyId),
}

/// Diagnoses. Each method is one transaction.
#[async_trait]
pub trait Diagnoses: Send + Sync + 'static {
    /// Stores the diagnosis and everything that is run for it, each as [`super::Store::place`] does, in one transaction,
    /// unless the press is known or one of them cannot be placed.
    async fn place_diagnosis(
        &self,
        draft: &DiagnosisDraft,
        at: Timestamp,
    ) -> Result<DiagnosisPlaced, StoreError>;
    /// What this press of this employee started, if it is known.
    async fn diagnosis_pressed(
        &self,
        employee: &EmployeeId,
        key: &IdempotencyKey,
    ) -> Result<Option<Diagnosis>, StoreError>;
    /// One diagnosis.
    async fn diagnosis(&self, id: &DiagnosisId) -> Result<Option<Diagnosis>, StoreError>;
    /// The employee's diagnoses, the latest first.
    async fn diagnoses_of(&self, employee: &EmployeeId, limit: u32) -> Result<Vec<Diagnosis>, StoreError>;
    /// Remembers whether a look at a symptom has found something. What was found once stays found.
    async fn note_found(&self, diagnosis: &DiagnosisId, found: bool) -> Result<(), StoreError>;
    /// The executions that belong to a diagnosis, the latest first.
    async fn executions_for(&self, diagnosis: &DiagnosisId) -> Result<Vec<Execution>, StoreError>;
}

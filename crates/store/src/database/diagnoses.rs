//! Looks at symptoms: placed once, together with all that is run for them, and never changed.

use async_trait::async_trait;
use domain::{Diagnosis, DiagnosisId, EmployeeId, Execution, IdempotencyKey};
use jiff::Timestamp;
use service::{Diagnoses, DiagnosisDraft, DiagnosisPlaced, EventKind, Placed, StoreError};

use super::{events, executions::place_within};
use crate::{
    Database,
    row::{corrupt, executions, from_json, micros, to_json},
    sql::{query, query_scalar},
};

#[async_trait]
impl Diagnoses for Database {
    async fn place_diagnosis(
        &self,
        draft: &DiagnosisDraft,
        at: Timestamp,
    ) -> Result<DiagnosisPlaced, StoreError> {
        let diagnosis = &draft.diagnosis;
        let mut tx = self.begin().await?;
        let known: Option<String> =
            query_scalar("SELECT body FROM diagnoses WHERE employee = $1 AND press = $2")
                .bind(diagnosis.employee.as_str())
                .bind(draft.key.as_str())
                .fetch_optional(&mut tx)
                .await?;
        if let Some(body) = known {
            return Ok(DiagnosisPlaced::Repeated(Box::new(from_json(
                "diagnosis",
                &body,
            )?)));
        }
        query("INSERT INTO diagnoses (id, employee, press, started_at, body) VALUES ($1, $2, $3, $4, $5)")
            .bind(diagnosis.id.as_str())
            .bind(diagnosis.employee.as_str())
            .bind(draft.key.as_str())
            .bind(micros(diagnosis.started_at))
            .bind(to_json("diagnosis", diagnosis)?)
            .execute(&mut tx)
            .await?;
        for collecting in &draft.collecting {
            match place_within(&mut tx, collecting, at).await? {
                Placed::New => {}
                // Whoever returns here leaves nothing behind: the transaction is not committed.
                Placed::Occupied(_) => {
                    let remedy = collecting.execution.order.remedy.clone();
                    return Ok(DiagnosisPlaced::Occupied(remedy));
                }
                Placed::Repeated(_) => {
                    return Err(corrupt("press", "it is known, but its diagnosis is not"));
                }
            }
        }
        let told = EventKind::Diagnosis {
            diagnosis: diagnosis.id.clone(),
            device: diagnosis.device.clone(),
        };
        events::append(&mut tx, &diagnosis.employee, &told, at).await?;
        tx.commit().await?;
        Ok(DiagnosisPlaced::New)
    }

    async fn diagnosis_pressed(
        &self,
        employee: &EmployeeId,
        key: &IdempotencyKey,
    ) -> Result<Option<Diagnosis>, StoreError> {
        let body: Option<String> =
            query_scalar("SELECT body FROM diagnoses WHERE employee = $1 AND press = $2")
                .bind(employee.as_str())
                .bind(key.as_str())
                .fetch_optional(self.readers())
                .await?;
        body.map(|body| from_json("diagnosis", &body)).transpose()
    }

    async fn diagnosis(&self, id: &DiagnosisId) -> Result<Option<Diagnosis>, StoreError> {
        let body: Option<String> = query_scalar("SELECT body FROM diagnoses WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(self.readers())
            .await?;
        body.map(|body| from_json("diagnosis", &body)).transpose()
    }

    async fn diagnoses_of(&self, employee: &EmployeeId, limit: u32) -> Result<Vec<Diagnosis>, StoreError> {
        let bodies: Vec<String> =
            query_scalar("SELECT body FROM diagnoses WHERE employee = $1 ORDER BY started_at DESC LIMIT $2")
                .bind(employee.as_str())
                .bind(limit)
                .fetch_all(self.readers())
                .await?;
        bodies.iter().map(|body| from_json("diagnosis", body)).collect()
    }

    async fn note_found(&self, diagnosis: &DiagnosisId, found: bool) -> Result<(), StoreError> {
        let known: Option<Option<i64>> = query_scalar("SELECT found FROM diagnoses WHERE id = $1")
            .bind(diagnosis.as_str())
            .fetch_optional(self.readers())
            .await?;
        // Pages are looked at often: what is known already must not write.
        if known.is_none_or(|known| known.is_some_and(|known| known != 0 || !found)) {
            return Ok(());
        }
        query("UPDATE diagnoses SET found = $2 WHERE id = $1 AND (found IS NULL OR found < $2)")
            .bind(diagnosis.as_str())
            .bind(found)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    async fn executions_for(&self, diagnosis: &DiagnosisId) -> Result<Vec<Execution>, StoreError> {
        let bodies: Vec<String> =
            query_scalar("SELECT body FROM executions WHERE diagnosis = $1 ORDER BY created_at DESC")
                .bind(diagnosis.as_str())
                .fetch_all(self.readers())
                .await?;
        executions(&bodies)
    }
}

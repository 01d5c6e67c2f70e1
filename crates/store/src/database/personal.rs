//! What employees chose for themselves, and whether something helped.

use async_trait::async_trait;
use domain::{CollectorUid, EmployeeId, Favourite, Feedback, FeedbackOn, Note, Preferences};
use jiff::{SignedDuration, Timestamp};
use service::{EventKind, Personal, StoreError};

use super::events;
use crate::{
    Database,
    row::{corrupt, micros, timestamp},
    sql::{Transaction, query, query_scalar},
};

/// Visits are noted this far apart: a page that is looked at often must not write each time.
const VISITS_APART: SignedDuration = SignedDuration::from_hours(24);

/// How a favourite stands in columns.
fn columns(favourite: &Favourite) -> (&'static str, &str) {
    match favourite {
        Favourite::Topic(id) => ("topic", id.as_str()),
        Favourite::Remedy(id) => ("remedy", id.as_str()),
    }
}

fn favourite(kind: &str, name: &str) -> Result<Favourite, StoreError> {
    let read = match kind {
        "topic" => name.parse().map(Favourite::Topic),
        _ => name.parse().map(Favourite::Remedy),
    };
    read.map_err(|error| corrupt("favourite", error))
}

/// What is kept of somebody from now on, if nothing was so far.
async fn enter(tx: &mut Transaction, employee: &EmployeeId, at: Timestamp) -> Result<(), StoreError> {
    query(
        "INSERT INTO preferences (employee, seen_at) VALUES ($1, $2)
         ON CONFLICT (employee) DO UPDATE SET seen_at = excluded.seen_at
         WHERE preferences.seen_at < excluded.seen_at",
    )
    .bind(employee.as_str())
    .bind(micros(at))
    .execute(&mut *tx)
    .await?;
    Ok(())
}

#[async_trait]
impl Personal for Database {
    async fn keep_feedback(
        &self,
        employee: &EmployeeId,
        on: &FeedbackOn,
        feedback: &Feedback,
    ) -> Result<(), StoreError> {
        let (statement, id) = match on {
            FeedbackOn::Execution(id) => (
                "INSERT INTO feedback (execution, helped, note, at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (execution) DO UPDATE SET helped = $2, note = $3, at = $4",
                id.as_str(),
            ),
            FeedbackOn::Diagnosis(id) => (
                "INSERT INTO feedback (diagnosis, helped, note, at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (diagnosis) DO UPDATE SET helped = $2, note = $3, at = $4",
                id.as_str(),
            ),
        };
        let mut tx = self.begin().await?;
        query(statement)
            .bind(id)
            .bind(feedback.helped)
            .bind(feedback.note.as_ref().map(Note::as_str))
            .bind(micros(feedback.at))
            .execute(&mut tx)
            .await?;
        let told = EventKind::Feedback { on: on.clone() };
        events::append(&mut tx, employee, &told, feedback.at).await?;
        tx.commit().await
    }

    async fn feedback_on(&self, on: &FeedbackOn) -> Result<Option<Feedback>, StoreError> {
        let (statement, id) = match on {
            FeedbackOn::Execution(id) => (
                "SELECT helped, note, at FROM feedback WHERE execution = $1",
                id.as_str(),
            ),
            FeedbackOn::Diagnosis(id) => (
                "SELECT helped, note, at FROM feedback WHERE diagnosis = $1",
                id.as_str(),
            ),
        };
        let row: Option<(i64, Option<String>, i64)> =
            query(statement).bind(id).fetch_optional(self.readers()).await?;
        let Some((helped, note, at)) = row else {
            return Ok(None);
        };
        let note = note.map(|note| note.parse()).transpose();
        Ok(Some(Feedback {
            helped: helped != 0,
            note: note.map_err(|error| corrupt("note", error))?,
            at: timestamp(at)?,
        }))
    }

    async fn preferences(&self, employee: &EmployeeId) -> Result<Preferences, StoreError> {
        let device: Option<Option<String>> =
            query_scalar("SELECT device FROM preferences WHERE employee = $1")
                .bind(employee.as_str())
                .fetch_optional(self.readers())
                .await?;
        let Some(device) = device else {
            return Ok(Preferences::default());
        };
        let rows: Vec<(String, String)> = query(
            "SELECT kind, name FROM favourites WHERE employee = $1 ORDER BY marked_at DESC, kind, name",
        )
        .bind(employee.as_str())
        .fetch_all(self.readers())
        .await?;
        let device = device.map(|device| device.parse()).transpose();
        Ok(Preferences {
            device: device.map_err(|error| corrupt("Collector UID", error))?,
            favourites: rows
                .iter()
                .map(|(kind, name)| favourite(kind, name))
                .collect::<Result<_, _>>()?,
        })
    }

    async fn remember_device(
        &self,
        employee: &EmployeeId,
        device: &CollectorUid,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        enter(&mut tx, employee, at).await?;
        let changed =
            query("UPDATE preferences SET device = $2 WHERE employee = $1 AND device IS DISTINCT FROM $2")
                .bind(employee.as_str())
                .bind(device.as_str())
                .execute(&mut tx)
                .await?
                == 1;
        if changed {
            events::append(&mut tx, employee, &EventKind::Preferences, at).await?;
        }
        tx.commit().await?;
        Ok(changed)
    }

    async fn mark(
        &self,
        employee: &EmployeeId,
        favourite: &Favourite,
        marked: bool,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let statement = match marked {
            true => {
                "INSERT INTO favourites (employee, kind, name, marked_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (employee, kind, name) DO NOTHING"
            }
            false => "DELETE FROM favourites WHERE employee = $1 AND kind = $2 AND name = $3",
        };
        let (kind, name) = columns(favourite);
        let mut tx = self.begin().await?;
        enter(&mut tx, employee, at).await?;
        let changed = query(statement)
            .bind(employee.as_str())
            .bind(kind)
            .bind(name)
            .bind(micros(at))
            .execute(&mut tx)
            .await?
            == 1;
        if changed {
            events::append(&mut tx, employee, &EventKind::Preferences, at).await?;
        }
        tx.commit().await?;
        Ok(changed)
    }

    async fn note_visit(&self, employee: &EmployeeId, at: Timestamp) -> Result<(), StoreError> {
        let seen_at: Option<i64> = query_scalar("SELECT seen_at FROM preferences WHERE employee = $1")
            .bind(employee.as_str())
            .fetch_optional(self.readers())
            .await?;
        let Some(seen_at) = seen_at.map(timestamp).transpose()? else {
            return Ok(());
        };
        if at.duration_since(seen_at) < VISITS_APART {
            return Ok(());
        }
        query("UPDATE preferences SET seen_at = $2 WHERE employee = $1 AND seen_at < $2")
            .bind(employee.as_str())
            .bind(micros(at))
            .execute(self.writer())
            .await?;
        Ok(())
    }
}

//! What is to be sent: leased by one dispatcher at a time, fenced by the number of the attempt.

use domain::{ExecutionId, Identity};
use jiff::{SignedDuration, Timestamp};
use service::{Lease, StoreError};
use sqlx::SqliteExecutor;

use super::{
    Sqlite, corrupt, database,
    row::{from_json, micros, or_skipped, timestamp, to_json},
};

/// Adds a row, due at this time. `person` is who planned it, where that is later than the press.
pub(super) async fn add(
    executor: impl SqliteExecutor<'_>,
    execution: &ExecutionId,
    due: Timestamp,
    person: Option<&Identity>,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO outbox (execution, due_at, person) VALUES ($1, $2, $3)")
        .bind(execution.as_str())
        .bind(micros(due))
        .bind(person.map(|person| to_json("person", person)).transpose()?)
        .execute(executor)
        .await
        .map_err(database)?;
    Ok(())
}

/// Removes a row, whoever holds it.
pub(super) async fn remove(
    executor: impl SqliteExecutor<'_>,
    execution: &ExecutionId,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM outbox WHERE execution = $1")
        .bind(execution.as_str())
        .execute(executor)
        .await
        .map_err(database)?;
    Ok(())
}

/// Removes a row whose send was not begun; whether there was one. Whoever holds it cannot begin any more.
pub(super) async fn remove_unbegun(
    executor: impl SqliteExecutor<'_>,
    execution: &ExecutionId,
) -> Result<bool, StoreError> {
    let removed = sqlx::query("DELETE FROM outbox WHERE execution = $1 AND begun_at IS NULL")
        .bind(execution.as_str())
        .execute(executor)
        .await
        .map_err(database)?;
    Ok(removed.rows_affected() == 1)
}

/// Whoever held a row is gone, because nobody else uses this database: what they had taken is free at once, and what
/// they had begun is found as begun.
pub(super) async fn release(store: &Sqlite) -> Result<u64, StoreError> {
    let released = sqlx::query("UPDATE outbox SET leased_until = 0 WHERE leased_until > 0")
        .execute(store.writer())
        .await
        .map_err(database)?;
    Ok(released.rows_affected())
}

/// Message, the execution's id and body, attempt, when its send was begun, and who planned it.
type LeasedRow = (i64, String, String, i64, Option<i64>, Option<String>);

fn leased(row: LeasedRow) -> Result<Lease, StoreError> {
    let (message, _, body, attempt, begun_at, person) = row;
    Ok(Lease {
        message,
        execution: from_json("execution", &body)?,
        attempt: u32::try_from(attempt).map_err(|error| corrupt("attempt", error))?,
        begun_at: begun_at.map(timestamp).transpose()?,
        person: person.map(|person| from_json("person", &person)).transpose()?,
    })
}

pub(super) async fn lease(
    store: &Sqlite,
    limit: u32,
    hold: SignedDuration,
    at: Timestamp,
) -> Result<Vec<Lease>, StoreError> {
    let until = at.saturating_add(hold).map_err(|error| corrupt("lease", error))?;
    let rows: Vec<LeasedRow> = sqlx::query_as(
        "UPDATE outbox SET leased_until = $1, attempt = attempt + 1
         WHERE id IN (
             SELECT id FROM outbox WHERE due_at <= $2 AND leased_until <= $2 ORDER BY due_at LIMIT $3
         )
         RETURNING id, execution, (SELECT body FROM executions WHERE executions.id = execution), attempt, begun_at, person",
    )
    .bind(micros(until))
    .bind(micros(at))
    .bind(limit)
    .fetch_all(store.writer())
    .await
    .map_err(database)?;
    let mut leases = rows
        .into_iter()
        .filter_map(|row| {
            let id = row.1.clone();
            or_skipped("execution", &id, leased(row))
        })
        .collect::<Vec<Lease>>();
    leases.sort_by_key(|lease| lease.execution.order.created_at);
    Ok(leases)
}

pub(super) async fn begin_send(
    store: &Sqlite,
    lease: &Lease,
    hold: SignedDuration,
    at: Timestamp,
) -> Result<(), StoreError> {
    let until = at.saturating_add(hold).map_err(|error| corrupt("lease", error))?;
    let begun = sqlx::query(
        "UPDATE outbox SET begun_at = $1, leased_until = $4
         WHERE id = $2 AND attempt = $3 AND leased_until > $1 AND begun_at IS NULL",
    )
    .bind(micros(at))
    .bind(lease.message)
    .bind(lease.attempt)
    .bind(micros(until))
    .execute(store.writer())
    .await
    .map_err(database)?;
    if begun.rows_affected() == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict)
    }
}

pub(super) async fn postpone(store: &Sqlite, lease: &Lease, due: Timestamp) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE outbox SET due_at = $1, leased_until = 0, begun_at = NULL WHERE id = $2 AND attempt = $3",
    )
    .bind(micros(due))
    .bind(lease.message)
    .bind(lease.attempt)
    .execute(store.writer())
    .await
    .map_err(database)?;
    Ok(())
}

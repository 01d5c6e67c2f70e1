//! What is to be sent: leased by one dispatcher at a time, fenced by the number of the attempt.

use domain::{ExecutionId, Identity};
use jiff::{SignedDuration, Timestamp};
use service::{Lease, StoreError};

use crate::{
    Database,
    postgres::identity::unless_copy,
    row::{corrupt, from_json, micros, or_skipped, timestamp, to_json},
    sql::{On, leasing, query, query_scalar},
};

/// Adds a row, due at this time. `person` is who planned it, where that is later than the press.
pub(super) async fn add(
    on: impl Into<On<'_>>,
    execution: &ExecutionId,
    due: Timestamp,
    person: Option<&Identity>,
) -> Result<(), StoreError> {
    query("INSERT INTO outbox (execution, due_at, person) VALUES ($1, $2, $3)")
        .bind(execution.as_str())
        .bind(micros(due))
        .bind(person.map(|person| to_json("person", person)).transpose()?)
        .execute(on)
        .await?;
    Ok(())
}

/// Removes a row, whoever holds it.
pub(super) async fn remove(on: impl Into<On<'_>>, execution: &ExecutionId) -> Result<(), StoreError> {
    query("DELETE FROM outbox WHERE execution = $1")
        .bind(execution.as_str())
        .execute(on)
        .await?;
    Ok(())
}

/// Removes a row whose send was not begun; whether there was one. Whoever holds it cannot begin any more.
pub(super) async fn remove_unbegun(
    on: impl Into<On<'_>>,
    execution: &ExecutionId,
) -> Result<bool, StoreError> {
    let removed = query("DELETE FROM outbox WHERE execution = $1 AND begun_at IS NULL")
        .bind(execution.as_str())
        .execute(on)
        .await?;
    Ok(removed == 1)
}

/// Whoever held a row is gone.
pub(super) async fn release(on: impl Into<On<'_>>) -> Result<(), StoreError> {
    query("UPDATE outbox SET leased_until = 0 WHERE leased_until > 0")
        .execute(on)
        .await
        .map(drop)
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
    store: &Database,
    limit: u32,
    hold: SignedDuration,
    at: Timestamp,
) -> Result<Vec<Lease>, StoreError> {
    let until = at.saturating_add(hold).map_err(|error| corrupt("lease", error))?;
    let rows: Vec<LeasedRow> = query(leasing!(
        "SELECT id FROM outbox WHERE due_at <= $2 AND leased_until <= $2 ORDER BY due_at LIMIT $3",
        "UPDATE outbox SET leased_until = $1, attempt = attempt + 1 WHERE id IN (SELECT id FROM free)
         RETURNING id, execution, (SELECT body FROM executions WHERE executions.id = outbox.execution),
                   attempt, begun_at, person"
    ))
    .bind(micros(until))
    .bind(micros(at))
    .bind(limit)
    .fetch_all(store.writer())
    .await?;
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
    store: &Database,
    lease: &Lease,
    hold: SignedDuration,
    at: Timestamp,
) -> Result<(), StoreError> {
    let until = at.saturating_add(hold).map_err(|error| corrupt("lease", error))?;
    let begun = query(unless_copy!(
        "UPDATE outbox SET begun_at = $1, leased_until = $4
         WHERE id = $2 AND attempt = $3 AND leased_until > $1 AND begun_at IS NULL"
    ))
    .bind(micros(at))
    .bind(lease.message)
    .bind(lease.attempt)
    .bind(micros(until))
    .execute(store.writer())
    .await?;
    if begun == 1 {
        Ok(())
    } else {
        Err(store.not_begun().await)
    }
}

pub(super) async fn count_due(store: &Database, at: Timestamp) -> Result<u64, StoreError> {
    let due: i64 = query_scalar("SELECT COUNT(*) FROM outbox WHERE due_at <= $1 AND leased_until <= $1")
        .bind(micros(at))
        .fetch_one(store.readers())
        .await?;
    u64::try_from(due).map_err(|error| corrupt("count", error))
}

pub(super) async fn postpone(store: &Database, lease: &Lease, due: Timestamp) -> Result<(), StoreError> {
    query("UPDATE outbox SET due_at = $1, leased_until = 0, begun_at = NULL WHERE id = $2 AND attempt = $3")
        .bind(micros(due))
        .bind(lease.message)
        .bind(lease.attempt)
        .execute(store.writer())
        .await?;
    Ok(())
}

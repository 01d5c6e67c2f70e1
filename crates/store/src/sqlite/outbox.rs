//! What is to be sent: leased by one dispatcher at a time, fenced by the number of the attempt.

use jiff::{SignedDuration, Timestamp};
use service::{Lease, StoreError};

use super::{
    Sqlite, corrupt, database,
    row::{from_json, micros},
};

pub(super) async fn lease(
    store: &Sqlite,
    limit: u32,
    hold: SignedDuration,
    at: Timestamp,
) -> Result<Vec<Lease>, StoreError> {
    let until = at.saturating_add(hold).map_err(|error| corrupt("lease", error))?;
    let rows: Vec<(String, i64, Option<i64>)> = sqlx::query_as(
        "UPDATE outbox SET leased_until = $1, attempt = attempt + 1
         WHERE execution IN (
             SELECT execution FROM outbox WHERE due_at <= $2 AND leased_until <= $2 ORDER BY due_at LIMIT $3
         )
         RETURNING (SELECT body FROM executions WHERE id = execution), attempt, begun_at",
    )
    .bind(micros(until))
    .bind(micros(at))
    .bind(limit)
    .fetch_all(store.writer())
    .await
    .map_err(database)?;
    let mut leases = rows
        .into_iter()
        .map(|(body, attempt, begun_at)| {
            Ok(Lease {
                execution: from_json("execution", &body)?,
                attempt: u32::try_from(attempt).map_err(|error| corrupt("attempt", error))?,
                was_begun: begun_at.is_some(),
            })
        })
        .collect::<Result<Vec<Lease>, StoreError>>()?;
    leases.sort_by_key(|lease| lease.execution.order.created_at);
    Ok(leases)
}

pub(super) async fn begin_send(store: &Sqlite, lease: &Lease, at: Timestamp) -> Result<(), StoreError> {
    let begun = sqlx::query(
        "UPDATE outbox SET begun_at = $1
         WHERE execution = $2 AND attempt = $3 AND leased_until > $1 AND begun_at IS NULL",
    )
    .bind(micros(at))
    .bind(lease.execution.order.id.as_str())
    .bind(lease.attempt)
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
        "UPDATE outbox SET due_at = $1, leased_until = 0, begun_at = NULL WHERE execution = $2 AND attempt = $3",
    )
    .bind(micros(due))
    .bind(lease.execution.order.id.as_str())
    .bind(lease.attempt)
    .execute(store.writer())
    .await
    .map_err(database)?;
    Ok(())
}

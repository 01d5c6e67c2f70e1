//! What open pages are told, in the order in which it happened.

use domain::EmployeeId;
use jiff::Timestamp;
use service::{Event, EventKind, StoreError};
use sqlx::SqliteExecutor;

use super::{
    Sqlite, database,
    row::{from_json, micros, timestamp, to_json},
};

pub(super) async fn append(
    executor: impl SqliteExecutor<'_>,
    employee: &EmployeeId,
    kind: &EventKind,
    at: Timestamp,
) -> Result<i64, StoreError> {
    let done = sqlx::query("INSERT INTO events (employee, body, at) VALUES ($1, $2, $3)")
        .bind(employee.as_str())
        .bind(to_json("event", kind)?)
        .bind(micros(at))
        .execute(executor)
        .await
        .map_err(database)?;
    Ok(done.last_insert_rowid())
}

pub(super) async fn after(
    store: &Sqlite,
    employee: &EmployeeId,
    id: i64,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let rows: Vec<(i64, String, i64)> = sqlx::query_as(
        "SELECT id, body, at FROM events WHERE employee = $1 AND id > $2 ORDER BY id LIMIT $3",
    )
    .bind(employee.as_str())
    .bind(id)
    .bind(limit)
    .fetch_all(store.readers())
    .await
    .map_err(database)?;
    rows.into_iter()
        .map(|(id, body, at)| {
            Ok(Event {
                id,
                kind: from_json("event", &body)?,
                at: timestamp(at)?,
            })
        })
        .collect()
}

/// The highest id ever given, also when its row was forgotten meanwhile.
pub(super) async fn last(store: &Sqlite) -> Result<i64, StoreError> {
    let last: Option<i64> = sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = 'events'")
        .fetch_optional(store.readers())
        .await
        .map_err(database)?;
    Ok(last.unwrap_or(0))
}

//! What open pages are told, in the order in which it happened.

use domain::EmployeeId;
use jiff::Timestamp;
use service::{Event, EventKind, StoreError};
use sqlx::SqliteExecutor;

use super::{
    Sqlite, corrupt, database,
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
        .map(|(id, body, at)| event(id, &body, at))
        .collect()
}

/// One writer at a time commits, and takes its ids while it writes, so ids become visible in their order.
pub(super) async fn since(
    store: &Sqlite,
    id: i64,
    limit: u32,
) -> Result<Vec<(EmployeeId, Event)>, StoreError> {
    let rows: Vec<(String, i64, String, i64)> =
        sqlx::query_as("SELECT employee, id, body, at FROM events WHERE id > $1 ORDER BY id LIMIT $2")
            .bind(id)
            .bind(limit)
            .fetch_all(store.readers())
            .await
            .map_err(database)?;
    let owned = |(employee, id, body, at): (String, i64, String, i64)| {
        let employee = employee.parse().map_err(|error| corrupt("employee id", error))?;
        Ok((employee, event(id, &body, at)?))
    };
    rows.into_iter().map(owned).collect()
}

fn event(id: i64, body: &str, at: i64) -> Result<Event, StoreError> {
    Ok(Event {
        id,
        kind: from_json("event", body)?,
        at: timestamp(at)?,
    })
}

/// The highest id ever given, also when its row was forgotten meanwhile.
pub(super) async fn last(store: &Sqlite) -> Result<i64, StoreError> {
    let last: Option<i64> = sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = 'events'")
        .fetch_optional(store.readers())
        .await
        .map_err(database)?;
    Ok(last.unwrap_or(0))
}

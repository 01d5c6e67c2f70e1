//! What open pages are told, in the order in which it happened.

use domain::EmployeeId;
use jiff::Timestamp;
use service::{Event, EventKind, StoreError};

use crate::{
    Database,
    row::{corrupt, from_json, micros, timestamp, to_json},
    sql::{Statement, Transaction, query, query_scalar},
};

/// In PostgreSQL, the ids are counted in a row of their own: an identity column gives one before the commit, so that it
/// could be known before its event is there. Whoever listens, in whichever process, hears of it with the commit.
const APPEND: Statement = Statement {
    sqlite: "INSERT INTO events (employee, body, at) VALUES ($1, $2, $3) RETURNING id",
    postgres: "
        WITH given AS (UPDATE event_ids SET last = last + 1 RETURNING last),
             told AS (
                 INSERT INTO events (id, employee, body, at) SELECT last, $1, $2, $3 FROM given
                 RETURNING id, employee
             )
        SELECT told.id
        FROM told, pg_notify('deskside_events_' || md5(current_schema()), told.id || ' ' || told.employee)",
};

const LAST: Statement = Statement {
    sqlite: "SELECT seq FROM sqlite_sequence WHERE name = 'events'",
    postgres: "SELECT last FROM event_ids",
};

/// Appends an event in a transaction of [`Database::begin`].
pub(super) async fn append(
    tx: &mut Transaction,
    employee: &EmployeeId,
    kind: &EventKind,
    at: Timestamp,
) -> Result<i64, StoreError> {
    query_scalar(APPEND)
        .bind(employee.as_str())
        .bind(to_json("event", kind)?)
        .bind(micros(at))
        .fetch_one(tx)
        .await
}

pub(super) async fn after(
    store: &Database,
    employee: &EmployeeId,
    id: i64,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let rows: Vec<(i64, String, i64)> =
        query("SELECT id, body, at FROM events WHERE employee = $1 AND id > $2 ORDER BY id LIMIT $3")
            .bind(employee.as_str())
            .bind(id)
            .bind(limit)
            .fetch_all(store.readers())
            .await?;
    events(rows)
}

pub(super) async fn of(
    store: &Database,
    employee: &EmployeeId,
    after: Timestamp,
) -> Result<Vec<Event>, StoreError> {
    let rows: Vec<(i64, String, i64)> =
        query("SELECT id, body, at FROM events WHERE employee = $1 AND at > $2 ORDER BY id")
            .bind(employee.as_str())
            .bind(micros(after))
            .fetch_all(store.readers())
            .await?;
    events(rows)
}

fn events(rows: Vec<(i64, String, i64)>) -> Result<Vec<Event>, StoreError> {
    rows.into_iter()
        .map(|(id, body, at)| event(id, &body, at))
        .collect()
}

/// One writer at a time commits, and takes its ids while it writes, so ids become visible in their order.
pub(super) async fn since(
    store: &Database,
    id: i64,
    limit: u32,
) -> Result<Vec<(EmployeeId, Event)>, StoreError> {
    let rows: Vec<(String, i64, String, i64)> =
        query("SELECT employee, id, body, at FROM events WHERE id > $1 ORDER BY id LIMIT $2")
            .bind(id)
            .bind(limit)
            .fetch_all(store.readers())
            .await?;
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
pub(super) async fn last(store: &Database) -> Result<i64, StoreError> {
    let last: Option<i64> = query_scalar(LAST).fetch_optional(store.readers()).await?;
    Ok(last.unwrap_or(0))
}

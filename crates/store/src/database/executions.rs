//! Executions: placed once, replaced only by what follows from them.

use domain::{CollectorUid, DiagnosisId, EmployeeId, Execution, ExecutionId, IdempotencyKey, RequestId};
use jiff::Timestamp;
use service::{Draft, EventKind, Placed, StoreError};

use super::{events, outbox};
use crate::{
    Database,
    row::{corrupt, executions, from_json, micros, number, or_skipped, to_json},
    sql::{Transaction, query, query_scalar},
};

pub(super) async fn place(store: &Database, draft: &Draft, at: Timestamp) -> Result<Placed, StoreError> {
    let mut tx = store.begin().await?;
    let placed = place_within(&mut tx, draft, at).await?;
    if placed == Placed::New {
        tx.commit().await?;
    }
    Ok(placed)
}

/// Places it in a transaction, which is the caller's to commit where it is new.
pub(super) async fn place_within(
    tx: &mut Transaction,
    draft: &Draft,
    at: Timestamp,
) -> Result<Placed, StoreError> {
    let (execution, order) = (&draft.execution, &draft.execution.order);
    let known: Option<String> =
        query_scalar("SELECT body FROM executions WHERE employee = $1 AND press = $2")
            .bind(order.employee.as_str())
            .bind(draft.key.as_str())
            .fetch_optional(&mut *tx)
            .await?;
    if let Some(body) = known {
        return Ok(Placed::Repeated(Box::new(from_json("execution", &body)?)));
    }
    let occupant: Option<String> =
        query_scalar("SELECT id FROM executions WHERE device = $1 AND remedy = $2 AND open = 1")
            .bind(order.device.as_str())
            .bind(order.remedy.as_str())
            .fetch_optional(&mut *tx)
            .await?;
    if let Some(id) = occupant {
        return Ok(Placed::Occupied(
            id.parse().map_err(|error| corrupt("execution id", error))?,
        ));
    }
    query(
        "INSERT INTO executions
         (id, employee, device, remedy, press, open, revision, created_at, updated_at, body, diagnosis, state)
         VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $7, $8, $9, $10)",
    )
    .bind(order.id.as_str())
    .bind(order.employee.as_str())
    .bind(order.device.as_str())
    .bind(order.remedy.as_str())
    .bind(draft.key.as_str())
    .bind(number("revision", execution.revision())?)
    .bind(micros(at))
    .bind(to_json("execution", execution)?)
    .bind(order.diagnosis.as_ref().map(DiagnosisId::as_str))
    .bind(execution.state().name())
    .execute(&mut *tx)
    .await?;
    let due = order.planned_for.unwrap_or(at);
    outbox::add(&mut *tx, &order.id, due, draft.person.as_ref()).await?;
    events::append(&mut *tx, &order.employee, &event_of(execution), at).await?;
    Ok(Placed::New)
}

pub(super) async fn update(
    store: &Database,
    before: &Execution,
    after: &Execution,
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    replace(&mut tx, before, after, at).await?;
    tx.commit().await
}

pub(super) async fn take_back(
    store: &Database,
    before: &Execution,
    after: &Execution,
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    if !outbox::remove_unbegun(&mut tx, &before.order.id).await? {
        return Err(StoreError::Conflict);
    }
    replace(&mut tx, before, after, at).await?;
    tx.commit().await
}

async fn replace(
    tx: &mut Transaction,
    before: &Execution,
    after: &Execution,
    at: Timestamp,
) -> Result<(), StoreError> {
    let replaced = query(
        "UPDATE executions SET open = $1, revision = $2, updated_at = $3, body = $4, state = $5
         WHERE id = $6 AND revision = $7",
    )
    .bind(!after.state().is_end())
    .bind(number("revision", after.revision())?)
    .bind(micros(at))
    .bind(to_json("execution", after)?)
    .bind(after.state().name())
    .bind(before.order.id.as_str())
    .bind(number("revision", before.revision())?)
    .execute(&mut *tx)
    .await?;
    if replaced != 1 {
        return Err(StoreError::Conflict);
    }
    match (before.state().is_to_send(), after.state().is_to_send()) {
        (false, true) => outbox::add(&mut *tx, &after.order.id, at, None).await?,
        (true, false) => outbox::remove(&mut *tx, &after.order.id).await?,
        (true, true) | (false, false) => {}
    }
    if after.state() != before.state() {
        events::append(&mut *tx, &after.order.employee, &event_of(after), at).await?;
    }
    Ok(())
}

fn event_of(execution: &Execution) -> EventKind {
    EventKind::Execution {
        execution: execution.order.id.clone(),
        device: execution.order.device.clone(),
        state: execution.state().name().to_owned(),
    }
}

pub(super) async fn pressed(
    store: &Database,
    employee: &EmployeeId,
    key: &IdempotencyKey,
) -> Result<Option<Execution>, StoreError> {
    let body: Option<String> = query_scalar("SELECT body FROM executions WHERE employee = $1 AND press = $2")
        .bind(employee.as_str())
        .bind(key.as_str())
        .fetch_optional(store.readers())
        .await?;
    body.map(|body| from_json("execution", &body)).transpose()
}

pub(super) async fn one(store: &Database, id: &ExecutionId) -> Result<Option<Execution>, StoreError> {
    let body: Option<String> = query_scalar("SELECT body FROM executions WHERE id = $1")
        .bind(id.as_str())
        .fetch_optional(store.readers())
        .await?;
    body.map(|body| from_json("execution", &body)).transpose()
}

pub(super) async fn open_by_request(
    store: &Database,
    request: &RequestId,
) -> Result<Option<Execution>, StoreError> {
    // The expression is the index's, word for word; otherwise every open one would be read.
    let body: Option<String> = query_scalar(
        "SELECT body FROM executions WHERE open = 1 AND json_extract(body, '$.request') = $1 LIMIT 1",
    )
    .bind(request.as_str())
    .fetch_optional(store.readers())
    .await?;
    body.map(|body| from_json("execution", &body)).transpose()
}

pub(super) async fn open(store: &Database) -> Result<Vec<Execution>, StoreError> {
    let rows: Vec<(String, String)> =
        query("SELECT id, body FROM executions WHERE open = 1 ORDER BY created_at")
            .fetch_all(store.readers())
            .await?;
    let read = |(id, body): &(String, String)| or_skipped("execution", id, from_json("execution", body));
    Ok(rows.iter().filter_map(read).collect())
}

pub(super) async fn of_employee(
    store: &Database,
    employee: &EmployeeId,
    limit: u32,
) -> Result<Vec<Execution>, StoreError> {
    let bodies =
        query_scalar("SELECT body FROM executions WHERE employee = $1 ORDER BY created_at DESC LIMIT $2")
            .bind(employee.as_str())
            .bind(limit)
            .fetch_all(store.readers())
            .await?;
    executions(&bodies)
}

pub(super) async fn on_device(
    store: &Database,
    device: &CollectorUid,
    since: Timestamp,
) -> Result<Vec<Execution>, StoreError> {
    let bodies = query_scalar(
        "SELECT body FROM executions WHERE device = $1 AND (open = 1 OR created_at >= $2) ORDER BY created_at DESC",
    )
    .bind(device.as_str())
    .bind(micros(since))
    .fetch_all(store.readers())
    .await?;
    executions(&bodies)
}

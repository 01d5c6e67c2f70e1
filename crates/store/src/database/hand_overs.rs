//! Hand-overs: placed once, sent by one sender at a time, fenced by the number of the attempt.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{EmployeeId, HandOver, HandOverId, HandOverState, IdempotencyKey, Subject};
use jiff::{SignedDuration, Timestamp};
use service::{EventKind, HandOverDraft, HandOverLease, HandOverPlaced, HandOvers, StoreError};

use super::events;
use crate::{
    Database,
    postgres::identity::unless_copy,
    row::{corrupt, from_json, micros, number, or_skipped, to_json},
    sql::{On, Transaction, leasing, query, query_scalar},
};

fn read(body: Option<String>) -> Result<Option<HandOver>, StoreError> {
    body.map(|body| from_json("hand-over", &body)).transpose()
}

fn leased(body: &str, attempt: i64) -> Result<HandOverLease, StoreError> {
    Ok(HandOverLease {
        hand_over: from_json("hand-over", body)?,
        attempt: u32::try_from(attempt).map_err(|error| corrupt("attempt", error))?,
    })
}

fn event_of(hand_over: &HandOver) -> EventKind {
    EventKind::HandOver {
        hand_over: hand_over.order.id.clone(),
        state: hand_over.state(),
    }
}

/// Whoever held one is gone.
pub(super) async fn release(on: impl Into<On<'_>>) -> Result<(), StoreError> {
    query("UPDATE hand_overs SET leased_until = 0 WHERE open = 1 AND leased_until > 0")
        .execute(on)
        .await
        .map(drop)
}

async fn replace(
    tx: &mut Transaction,
    before: &HandOver,
    after: &HandOver,
    at: Timestamp,
) -> Result<(), StoreError> {
    let replaced = query(
        "UPDATE hand_overs SET open = $1, settles = $2, revision = $3, updated_at = $4, body = $5
         WHERE id = $6 AND revision = $7",
    )
    .bind(!after.is_over())
    .bind(after.settles_subject())
    .bind(number("revision", after.revision())?)
    .bind(micros(at))
    .bind(to_json("hand-over", after)?)
    .bind(before.order.id.as_str())
    .bind(number("revision", before.revision())?)
    .execute(&mut *tx)
    .await?;
    if replaced != 1 {
        return Err(StoreError::Conflict);
    }
    if after.state() != before.state() {
        events::append(&mut *tx, &after.order.employee, &event_of(after), at).await?;
    }
    Ok(())
}

#[async_trait]
impl HandOvers for Database {
    async fn place_hand_over(
        &self,
        draft: &HandOverDraft,
        at: Timestamp,
    ) -> Result<HandOverPlaced, StoreError> {
        let (hand_over, order) = (&draft.hand_over, &draft.hand_over.order);
        let mut tx = self.begin().await?;
        let known = query_scalar("SELECT body FROM hand_overs WHERE employee = $1 AND press = $2")
            .bind(order.employee.as_str())
            .bind(draft.key.as_str())
            .fetch_optional(&mut tx)
            .await?;
        if let Some(known) = read(known)? {
            return Ok(HandOverPlaced::Repeated(Box::new(known)));
        }
        // One that settles it, or else the latest.
        let latest = query_scalar(
            "SELECT body FROM hand_overs WHERE employee = $1 AND subject = $2
             ORDER BY settles DESC, created_at DESC, id DESC LIMIT 1",
        )
        .bind(order.employee.as_str())
        .bind(order.about.key())
        .fetch_optional(&mut tx)
        .await?;
        if let Some(latest) = read(latest)?
            && (latest.settles_subject() || draft.after.as_ref() != Some(&latest.order.id))
        {
            return Ok(HandOverPlaced::Settled(Box::new(latest)));
        }
        query(
            "INSERT INTO hand_overs
             (id, employee, subject, press, open, settles, revision, created_at, updated_at, due_at, body)
             VALUES ($1, $2, $3, $4, 1, 1, $5, $6, $6, $6, $7)",
        )
        .bind(order.id.as_str())
        .bind(order.employee.as_str())
        .bind(order.about.key())
        .bind(draft.key.as_str())
        .bind(number("revision", hand_over.revision())?)
        .bind(micros(at))
        .bind(to_json("hand-over", hand_over)?)
        .execute(&mut tx)
        .await?;
        events::append(&mut tx, &order.employee, &event_of(hand_over), at).await?;
        tx.commit().await?;
        Ok(HandOverPlaced::New)
    }

    async fn hand_over_pressed(
        &self,
        employee: &EmployeeId,
        key: &IdempotencyKey,
    ) -> Result<Option<HandOver>, StoreError> {
        let body = query_scalar("SELECT body FROM hand_overs WHERE employee = $1 AND press = $2")
            .bind(employee.as_str())
            .bind(key.as_str())
            .fetch_optional(self.readers())
            .await?;
        read(body)
    }

    async fn lease_hand_overs(
        &self,
        limit: u32,
        hold: SignedDuration,
        at: Timestamp,
    ) -> Result<Vec<HandOverLease>, StoreError> {
        let until = at.saturating_add(hold).map_err(|error| corrupt("lease", error))?;
        let rows: Vec<(String, String, i64)> = query(leasing!(
            "SELECT id FROM hand_overs
             WHERE open = 1 AND due_at <= $2 AND leased_until <= $2 ORDER BY due_at LIMIT $3",
            "UPDATE hand_overs SET leased_until = $1, attempt = attempt + 1 WHERE id IN (SELECT id FROM free)
             RETURNING id, body, attempt"
        ))
        .bind(micros(until))
        .bind(micros(at))
        .bind(limit)
        .fetch_all(self.writer())
        .await?;
        let mut leases = rows
            .into_iter()
            .filter_map(|(id, body, attempt)| or_skipped("hand-over", &id, leased(&body, attempt)))
            .collect::<Vec<_>>();
        leases.sort_by_key(|lease| lease.hand_over.order.created_at);
        Ok(leases)
    }

    async fn begin_hand_over(
        &self,
        lease: &HandOverLease,
        begun: &HandOver,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        // By a change, so that nobody leases it meanwhile: leases do not wait for the write lock.
        let held = query(unless_copy!(
            "UPDATE hand_overs SET leased_until = leased_until WHERE id = $1 AND attempt = $2 AND leased_until > $3"
        ))
        .bind(lease.hand_over.order.id.as_str())
        .bind(lease.attempt)
        .bind(micros(at))
        .execute(&mut tx)
        .await?;
        if held != 1 {
            drop(tx);
            return Err(self.not_begun().await);
        }
        replace(&mut tx, &lease.hand_over, begun, at).await?;
        tx.commit().await
    }

    async fn postpone_hand_over(&self, lease: &HandOverLease, due: Timestamp) -> Result<(), StoreError> {
        query("UPDATE hand_overs SET due_at = $1, leased_until = 0 WHERE id = $2 AND attempt = $3")
            .bind(micros(due))
            .bind(lease.hand_over.order.id.as_str())
            .bind(lease.attempt)
            .execute(self.writer())
            .await?;
        Ok(())
    }

    async fn update_hand_over(
        &self,
        before: &HandOver,
        after: &HandOver,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        replace(&mut tx, before, after, at).await?;
        tx.commit().await
    }

    async fn hand_over(&self, id: &HandOverId) -> Result<Option<HandOver>, StoreError> {
        let body = query_scalar("SELECT body FROM hand_overs WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(self.readers())
            .await?;
        read(body)
    }

    async fn hand_over_about(
        &self,
        employee: &EmployeeId,
        about: &Subject,
    ) -> Result<Option<HandOver>, StoreError> {
        let body = query_scalar(
            "SELECT body FROM hand_overs WHERE employee = $1 AND subject = $2 ORDER BY created_at DESC LIMIT 1",
        )
            .bind(employee.as_str())
            .bind(about.key())
            .fetch_optional(self.readers())
            .await?;
        read(body)
    }

    async fn hand_overs_of(&self, employee: &EmployeeId, limit: u32) -> Result<Vec<HandOver>, StoreError> {
        let bodies: Vec<String> =
            query_scalar("SELECT body FROM hand_overs WHERE employee = $1 ORDER BY created_at DESC LIMIT $2")
                .bind(employee.as_str())
                .bind(limit)
                .fetch_all(self.readers())
                .await?;
        bodies.iter().map(|body| from_json("hand-over", body)).collect()
    }

    async fn open_hand_overs(&self) -> Result<Vec<HandOver>, StoreError> {
        let rows: Vec<(String, String)> = query("SELECT id, body FROM hand_overs WHERE open = 1 ORDER BY id")
            .fetch_all(self.readers())
            .await?;
        let read = |(id, body): (String, String)| or_skipped("hand-over", &id, from_json("hand-over", &body));
        Ok(rows.into_iter().filter_map(read).collect())
    }

    async fn count_hand_overs(&self) -> Result<BTreeMap<HandOverState, u64>, StoreError> {
        let rows: Vec<(String, i64)> = query(
            "SELECT json_extract(body, '$.state'), COUNT(*) FROM hand_overs
             GROUP BY json_extract(body, '$.state')",
        )
        .fetch_all(self.readers())
        .await?;
        let read = |(state, count): (String, i64)| {
            let known = HandOverState::ALL.into_iter().find(|known| known.name() == state);
            let known = known.ok_or_else(|| corrupt("hand-over", "its state is none"))?;
            let count = u64::try_from(count).map_err(|error| corrupt("count", error))?;
            Ok((known, count))
        };
        rows.into_iter().map(read).collect()
    }
}

//! What webhooks brought: once by content, read by one reader at a time, fenced by the number of the attempt.

use async_trait::async_trait;
use domain::HookSource;
use jiff::{SignedDuration, Timestamp};
use service::{Arrival, Caller, Digested, Inbox, Quarantined, StoreError, TakenIn};

use crate::{
    Database,
    row::{corrupt, digest, micros, timestamp},
    sql::{On, leasing, query, query_scalar},
};

fn source(text: &str) -> Result<HookSource, StoreError> {
    text.parse().map_err(|error| corrupt("webhook source", error))
}

/// As many unreadable bodies of one source are kept: a payload that was pasted wrongly makes each webhook one, and they
/// must not fill the disk on which executions are kept.
const QUARANTINED: i64 = 1_000;

/// Drops the oldest of what cannot be read and is too much.
pub(super) async fn thin_out(on: impl Into<On<'_>>) -> Result<u64, StoreError> {
    let dropped = query(
        "DELETE FROM inbox WHERE id IN (
             SELECT id FROM (
                 SELECT id, row_number() OVER (PARTITION BY source ORDER BY id DESC) AS place
                 FROM inbox WHERE state = 'quarantined'
             ) AS placed WHERE place > $1
         )",
    )
    .bind(QUARANTINED)
    .execute(on)
    .await?;
    Ok(dropped)
}

#[async_trait]
impl Inbox for Database {
    async fn take_in(&self, source: &HookSource, body: &[u8], at: Timestamp) -> Result<TakenIn, StoreError> {
        let times: i64 = query_scalar(
            "INSERT INTO inbox (source, digest, body, received_at, since) VALUES ($1, $2, $3, $4, $4)
             ON CONFLICT (source, digest) DO UPDATE SET times = inbox.times + 1
             RETURNING times",
        )
        .bind(source.as_str())
        .bind(digest(body))
        .bind(body)
        .bind(micros(at))
        .fetch_one(self.writer())
        .await?;
        Ok(if times == 1 {
            TakenIn::New
        } else {
            TakenIn::Repeated
        })
    }

    async fn lease_arrivals(
        &self,
        limit: u32,
        hold: SignedDuration,
        at: Timestamp,
    ) -> Result<Vec<Arrival>, StoreError> {
        let until = at.saturating_add(hold).map_err(|error| corrupt("lease", error))?;
        let rows: Vec<(i64, String, Vec<u8>, i64, i64)> = query(leasing!(
            "SELECT id FROM inbox WHERE state = 'waiting' AND leased_until <= $2 ORDER BY id LIMIT $3",
            "UPDATE inbox SET leased_until = $1, attempt = attempt + 1 WHERE id IN (SELECT id FROM free)
             RETURNING id, source, body, received_at, attempt"
        ))
        .bind(micros(until))
        .bind(micros(at))
        .bind(limit)
        .fetch_all(self.writer())
        .await?;
        let mut arrivals = rows
            .into_iter()
            .map(|(id, from, body, received_at, attempt)| {
                Ok(Arrival {
                    id,
                    source: source(&from)?,
                    body,
                    received_at: timestamp(received_at)?,
                    attempt: u32::try_from(attempt).map_err(|error| corrupt("attempt", error))?,
                })
            })
            .collect::<Result<Vec<Arrival>, StoreError>>()?;
        arrivals.sort_by_key(|arrival| arrival.id);
        Ok(arrivals)
    }

    async fn settle(&self, arrival: &Arrival, digested: &Digested, at: Timestamp) -> Result<(), StoreError> {
        let (state, fault) = match digested {
            Digested::Read => ("read", None),
            Digested::Quarantined(fault) => ("quarantined", Some(fault)),
        };
        query(
            "UPDATE inbox SET state = $1, since = $2, fault = $3
             WHERE id = $4 AND attempt = $5 AND state = 'waiting'",
        )
        .bind(state)
        .bind(micros(at))
        .bind(fault.map(String::as_str))
        .bind(arrival.id)
        .bind(arrival.attempt)
        .execute(self.writer())
        .await?;
        Ok(())
    }

    async fn quarantined(&self) -> Result<Vec<Quarantined>, StoreError> {
        let rows: Vec<(i64, String, i64, i64, String, i64)> = query(
            "SELECT id, source, received_at, times, coalesce(fault, ''), CAST(length(body) AS BIGINT)
             FROM inbox WHERE state = 'quarantined' ORDER BY id",
        )
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|(id, from, received_at, times, fault, size)| {
                Ok(Quarantined {
                    id,
                    source: source(&from)?,
                    received_at: timestamp(received_at)?,
                    times: u64::try_from(times).map_err(|error| corrupt("count", error))?,
                    fault,
                    size: u64::try_from(size).map_err(|error| corrupt("size", error))?,
                })
            })
            .collect()
    }

    async fn quarantined_body(&self, id: i64) -> Result<Option<Vec<u8>>, StoreError> {
        query_scalar("SELECT body FROM inbox WHERE id = $1 AND state = 'quarantined'")
            .bind(id)
            .fetch_optional(self.readers())
            .await
    }

    async fn replay(&self, id: i64, at: Timestamp) -> Result<bool, StoreError> {
        let replayed = query(
            "UPDATE inbox SET state = 'waiting', since = $1, fault = NULL, leased_until = 0
             WHERE id = $2 AND state = 'quarantined'",
        )
        .bind(micros(at))
        .bind(id)
        .execute(self.writer())
        .await?;
        Ok(replayed == 1)
    }

    async fn discard(&self, id: i64) -> Result<bool, StoreError> {
        let discarded = query("DELETE FROM inbox WHERE id = $1 AND state = 'quarantined'")
            .bind(id)
            .execute(self.writer())
            .await?;
        Ok(discarded == 1)
    }

    async fn keep_token(
        &self,
        caller: &Caller,
        token: &str,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        query("INSERT INTO hook_tokens (digest, source, expires_at) VALUES ($1, $2, $3)")
            .bind(digest(token.as_bytes()))
            .bind(caller.key())
            .bind(micros(expires_at))
            .execute(self.writer())
            .await?;
        Ok(())
    }

    async fn knows_token(&self, caller: &Caller, token: &str, at: Timestamp) -> Result<bool, StoreError> {
        query_scalar(
            "SELECT EXISTS (SELECT 1 FROM hook_tokens WHERE digest = $1 AND source = $2 AND expires_at > $3)",
        )
        .bind(digest(token.as_bytes()))
        .bind(caller.key())
        .bind(micros(at))
        .fetch_one(self.readers())
        .await
    }
}

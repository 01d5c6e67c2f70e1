//! How often sign-ins failed, counted by all processes together.

use jiff::{SignedDuration, Timestamp};
use service::StoreError;

use super::Sessions;
use crate::{
    row::{corrupt, micros, timestamp},
    sql::query,
};

/// How often something has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// So often, with this time.
    pub count: u64,
    /// When that is not counted any more.
    pub until: Timestamp,
}

impl Sessions {
    /// One more sign-in from this source has failed. They are counted for `window` from the first on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn failed(&self, source: &str, window: SignedDuration) -> Result<Failures, StoreError> {
        let now = self.clock.now();
        let until = now
            .saturating_add(window)
            .map_err(|error| corrupt("window", error))?;
        // What a column was before is what a condition sees.
        let row: Option<(i64, i64)> = query(
            "INSERT INTO failures (source, until_at, count) VALUES ($1, $2, 1)
             ON CONFLICT (source) DO UPDATE SET
                 count = CASE WHEN failures.until_at <= $3 THEN 1 ELSE failures.count + 1 END,
                 until_at = CASE WHEN failures.until_at <= $3 THEN excluded.until_at ELSE failures.until_at END
             RETURNING count, until_at",
        )
        .bind(source)
        .bind(micros(until))
        .bind(micros(now))
        .fetch_optional(self.store.writer())
        .await?;
        let (count, until) = row.ok_or_else(|| corrupt("failure", "no row"))?;
        Ok(Failures {
            count: u64::try_from(count).map_err(|error| corrupt("count", error))?,
            until: timestamp(until)?,
        })
    }
}

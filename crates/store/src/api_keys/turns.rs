//! What may be done seldom only, counted by all processes together.

use jiff::{SignedDuration, Timestamp};
use service::StoreError;

use super::ApiKeys;
use crate::{
    row::{corrupt, micros, timestamp},
    sql::query_scalar,
};

/// Whether it is somebody's turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is, and has been taken.
    Taken,
    /// Not before this time.
    From(Timestamp),
}

impl ApiKeys {
    /// Takes a turn under each of these names, for `hold`, or under none of them: the first that is taken already says until
    /// when. Whoever asks too early makes nobody wait longer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_turn(&self, names: &[&str], hold: SignedDuration) -> Result<Turn, StoreError> {
        let now = self.clock.now();
        let wait = |name: &&str| self.taken.get(*name).filter(|until| now < *until);
        // What is known costs the database nothing.
        if let Some(until) = names.iter().find_map(wait) {
            return Ok(Turn::From(until));
        }
        let until = now.saturating_add(hold).map_err(|error| corrupt("turn", error))?;
        let mut tx = self.store.begin().await?;
        let mut turn = Turn::Taken;
        for name in names {
            let taken: Option<i64> = query_scalar(
                "INSERT INTO turns (name, until_at) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET until_at = excluded.until_at WHERE turns.until_at <= $3
                 RETURNING until_at",
            )
            .bind(*name)
            .bind(micros(until))
            .bind(micros(now))
            .fetch_optional(&mut tx)
            .await?;
            if taken.is_none() {
                let until: i64 = query_scalar("SELECT until_at FROM turns WHERE name = $1")
                    .bind(*name)
                    .fetch_one(&mut tx)
                    .await?;
                let until = timestamp(until)?;
                self.taken.insert((*name).to_owned(), until);
                turn = Turn::From(until);
                break;
            }
        }
        if turn == Turn::Taken {
            tx.commit().await?;
        }
        Ok(turn)
    }
}

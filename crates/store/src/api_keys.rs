//! Keys of chatbots, in the same database: their digests only, and until when each of them holds. Nothing here knows what a
//! key looks like.

mod turns;

use std::sync::Arc;

use domain::{ApiKeyId, BotName, Scopes};
use jiff::{SignedDuration, Timestamp};
use moka::sync::Cache;
use service::{Clock, StoreError};

use crate::{
    Database,
    row::{corrupt, micros, timestamp},
    sql::query,
};

pub use turns::Turn;

/// A key that another process has revoked holds for so long here.
const HELD: SignedDuration = SignedDuration::from_secs(5);
/// So many keys are remembered, with those that do not exist.
const MOST_HELD: u64 = 10_000;
/// When a key was last used is kept to the hour: what is asked with it must not write each time.
const USE_KEPT_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// When an account has a new key, what is under way with the one before may come to its end.
const OVERLAP: SignedDuration = SignedDuration::from_secs(60);

/// Keys as they are read, and which.
macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT id, account, name, issued, digest, scopes, created_at, expires_at, revoked_at, used_at FROM api_keys ",
            $which
        )
    };
}

/// Ends the keys of which a column is $2, at $1.
macro_rules! revoke {
    ($column:literal) => {
        concat!(
            "UPDATE api_keys SET revoked_at = $1 WHERE ",
            $column,
            " = $2 AND revoked_at IS NULL AND expires_at > $1"
        )
    };
}

/// Which keys are meant.
#[derive(Debug, Clone, Copy)]
pub enum WhichKeys<'a> {
    /// The one of this id.
    One(&'a ApiKeyId),
    /// All of an account.
    Of(&'a BotName),
}

/// A key of a chatbot, without the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Stands in the key.
    pub id: ApiKeyId,
    /// Whose it is.
    pub account: BotName,
    /// What people call it.
    pub name: String,
    /// Whether a chatbot has asked for it; else the command line has made it.
    pub issued: bool,
    /// SHA-256 of the key.
    pub digest: Vec<u8>,
    /// What it allows.
    pub scopes: Scopes,
    /// Since when it exists.
    pub created_at: Timestamp,
    /// Until when it holds.
    pub expires_at: Timestamp,
    /// When somebody has ended it.
    pub revoked_at: Option<Timestamp>,
    /// When it was used last, to the hour.
    pub used_at: Option<Timestamp>,
}

impl ApiKey {
    /// Whether it is good for anything at this time.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// The keys. A cheap clone, with one memory for all clones.
#[derive(Clone)]
pub struct ApiKeys {
    store: Database,
    clock: Arc<dyn Clock>,
    /// What was found, and when.
    held: Cache<ApiKeyId, (Timestamp, Option<Arc<ApiKey>>)>,
    /// Until when a turn is taken.
    taken: Cache<String, Timestamp>,
}

impl ApiKeys {
    /// Keys in this database.
    pub fn new(store: Database, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            held: Cache::new(MOST_HELD),
            taken: Cache::new(MOST_HELD),
        }
    }

    /// Keeps a new key. One that a chatbot has asked for takes the place of what its account had asked for before, which
    /// holds for a minute more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep(&self, key: &ApiKey) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        if key.issued {
            let until = key.created_at.saturating_add(OVERLAP);
            query(
                "UPDATE api_keys SET expires_at = $2 WHERE account = $1 AND issued = 1 AND expires_at > $2",
            )
            .bind(key.account.as_str())
            .bind(micros(until.unwrap_or(Timestamp::MAX)))
            .execute(&mut tx)
            .await?;
        }
        query(
            "INSERT INTO api_keys (id, account, name, issued, digest, scopes, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(key.id.as_str())
        .bind(key.account.as_str())
        .bind(key.name.as_str())
        .bind(key.issued)
        .bind(key.digest.as_slice())
        .bind(key.scopes.to_string())
        .bind(micros(key.created_at))
        .bind(micros(key.expires_at))
        .execute(&mut tx)
        .await?;
        tx.commit().await?;
        // Somebody may have guessed at it.
        self.held.invalidate(&key.id);
        Ok(())
    }

    /// The key of this id, while it holds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, id: &ApiKeyId) -> Result<Option<Arc<ApiKey>>, StoreError> {
        let now = self.clock.now();
        let found = match self.held.get(id) {
            Some((at, found)) if now.duration_since(at) < HELD => found,
            _ => {
                let row: Option<KeyRow> = query(select!("WHERE id = $1"))
                    .bind(id.as_str())
                    .fetch_optional(self.store.readers())
                    .await?;
                let found = row.map(read).transpose()?.map(Arc::new);
                self.held.insert(id.clone(), (now, found.clone()));
                found
            }
        };
        Ok(found.filter(|key| key.holds(now)))
    }

    /// The key that this account has asked for last, while it holds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn current(&self, account: &BotName) -> Result<Option<ApiKey>, StoreError> {
        let last = select!("WHERE account = $1 AND issued = 1 ORDER BY created_at DESC, id DESC LIMIT 1");
        // By the writer: it may have been made a moment ago.
        let row: Option<KeyRow> = query(last)
            .bind(account.as_str())
            .fetch_optional(self.store.writer())
            .await?;
        let last = row.map(read).transpose()?;
        Ok(last.filter(|key| key.holds(self.clock.now())))
    }

    /// Every key, also what does not hold any more, by account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all(&self) -> Result<Vec<ApiKey>, StoreError> {
        let rows: Vec<KeyRow> = query(select!("ORDER BY account, created_at, id"))
            .fetch_all(self.store.readers())
            .await?;
        rows.into_iter().map(read).collect()
    }

    /// Ends keys for good; returns how many of them held until then. Every process notices within five seconds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke(&self, which: &WhichKeys<'_>) -> Result<u64, StoreError> {
        let (statement, whose) = match which {
            WhichKeys::One(id) => (revoke!("id"), id.as_str()),
            WhichKeys::Of(account) => (revoke!("account"), account.as_str()),
        };
        let revoked = query(statement)
            .bind(micros(self.clock.now()))
            .bind(whose)
            .execute(self.store.writer())
            .await?;
        self.held.invalidate_all();
        Ok(revoked)
    }

    /// This key is used now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn used(&self, key: &ApiKey) -> Result<(), StoreError> {
        let now = self.clock.now();
        let is_kept = |at| now.duration_since(at) < USE_KEPT_EVERY;
        if key.used_at.is_some_and(is_kept) {
            return Ok(());
        }
        query("UPDATE api_keys SET used_at = $2 WHERE id = $1")
            .bind(key.id.as_str())
            .bind(micros(now))
            .execute(self.store.writer())
            .await?;
        self.held.invalidate(&key.id);
        Ok(())
    }
}

type KeyRow = (
    String,
    String,
    String,
    i64,
    Vec<u8>,
    String,
    i64,
    i64,
    Option<i64>,
    Option<i64>,
);

fn read(row: KeyRow) -> Result<ApiKey, StoreError> {
    let (id, account, name, issued, digest, scopes, created_at, expires_at, revoked_at, used_at) = row;
    Ok(ApiKey {
        id: id.parse().map_err(|error| corrupt("API key", error))?,
        account: account.parse().map_err(|error| corrupt("API key", error))?,
        name,
        issued: issued == 1,
        digest,
        scopes: scopes.parse().map_err(|error| corrupt("API key", error))?,
        created_at: timestamp(created_at)?,
        expires_at: timestamp(expires_at)?,
        revoked_at: revoked_at.map(timestamp).transpose()?,
        used_at: used_at.map(timestamp).transpose()?,
    })
}

//! Browser sessions, in the same database, with a copy in memory: they are read on every request.

use std::{future::Future, sync::Arc, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;
use moka::{
    future::Cache,
    ops::compute::{CompResult, Op},
};
use service::Clock;
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::Sqlite;

/// Another process's sign-out is noticed after this long at the latest; our own at once.
const HELD: Duration = Duration::from_secs(30);

/// A [`SessionStore`] on the embedded database.
#[derive(Clone)]
pub struct Sessions {
    store: Sqlite,
    clock: Arc<dyn Clock>,
    held: Cache<Id, Record>,
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").finish_non_exhaustive()
    }
}

impl Sessions {
    /// Sessions in this database.
    #[must_use]
    pub fn new(store: Sqlite, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            held: Cache::builder().max_capacity(20_000).time_to_live(HELD).build(),
        }
    }

    async fn write(&self, statement: &'static str, record: &Record) -> Result<bool> {
        let body = serde_json::to_string(&record.data).map_err(encode)?;
        let done = sqlx::query(statement)
            .bind(record.id.to_string())
            .bind(micros(record.expiry_date)?)
            .bind(body)
            .execute(self.store.writer())
            .await
            .map_err(backend)?;
        Ok(done.rows_affected() == 1)
    }

    /// Changes a session in the database and drops its copy. What is read into memory waits for it, and the other way
    /// round, so that no copy from before the change comes after it.
    async fn change<T: Send>(&self, id: Id, change: impl Future<Output = Result<T>> + Send) -> Result<()> {
        let entry = self.held.entry(id);
        let changed = entry.and_try_compute_with(async move |_| {
            change.await?;
            Ok::<_, Error>(Op::Remove)
        });
        changed.await.map(drop)
    }

    /// Reads a session into memory.
    async fn take(&self, id: Id) -> Result<Option<Record>> {
        let entry = self.held.entry(id);
        let taken = entry.and_try_compute_with(async move |known| {
            if known.is_some() {
                return Ok(Op::Nop);
            }
            Ok::<_, Error>(self.read(id).await?.map_or(Op::Nop, Op::Put))
        });
        Ok(match taken.await? {
            CompResult::Inserted(entry) | CompResult::ReplacedWith(entry) | CompResult::Unchanged(entry) => {
                Some(entry.into_value())
            }
            CompResult::StillNone(_) | CompResult::Removed(_) => None,
        })
    }

    async fn read(&self, id: Id) -> Result<Option<Record>> {
        let row: Option<(i64, String)> =
            sqlx::query_as("SELECT expires_at, body FROM sessions WHERE id = $1")
                .bind(id.to_string())
                .fetch_optional(self.store.readers())
                .await
                .map_err(backend)?;
        let Some((expires_at, body)) = row else {
            return Ok(None);
        };
        Ok(Some(Record {
            id,
            data: serde_json::from_str(&body).map_err(decode)?,
            expiry_date: expiry(expires_at)?,
        }))
    }

    fn is_over(&self, record: &Record) -> bool {
        micros(record.expiry_date).is_ok_and(|expiry| expiry <= self.clock.now().as_microsecond())
    }
}

fn backend(error: impl ToString) -> Error {
    Error::Backend(error.to_string())
}

fn encode(error: impl ToString) -> Error {
    Error::Encode(error.to_string())
}

fn decode(error: impl ToString) -> Error {
    Error::Decode(error.to_string())
}

fn micros(at: OffsetDateTime) -> Result<i64> {
    i64::try_from(at.unix_timestamp_nanos() / 1_000).map_err(encode)
}

fn expiry(micros: i64) -> Result<OffsetDateTime> {
    let at = Timestamp::from_microsecond(micros).map_err(decode)?;
    OffsetDateTime::from_unix_timestamp_nanos(at.as_nanosecond()).map_err(decode)
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        const INSERT: &str =
            "INSERT INTO sessions (id, expires_at, body) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
        while !self.write(INSERT, record).await? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // Never inserted here: a request that ends after the sign-out must not undo it.
        const UPDATE: &str = "UPDATE sessions SET expires_at = $2, body = $3 WHERE id = $1";
        self.change(record.id, self.write(UPDATE, record)).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = match self.held.get(id).await {
            Some(record) => Some(record),
            None => self.take(*id).await?,
        };
        Ok(found.filter(|record| !self.is_over(record)))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let delete = async {
            sqlx::query("DELETE FROM sessions WHERE id = $1")
                .bind(id.to_string())
                .execute(self.store.writer())
                .await
                .map_err(backend)
        };
        self.change(*id, delete).await
    }
}

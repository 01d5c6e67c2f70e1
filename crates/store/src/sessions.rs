//! Browser sessions, in the same database, with a copy in memory: they are read on every request.

mod ending;
mod failures;
mod following;
mod once;
mod sign_in;

use std::{future::Future, sync::Arc, time::Duration};

use async_trait::async_trait;
use jiff::Timestamp;
use moka::{
    future::Cache,
    ops::compute::{CompResult, Op},
};
use service::{Clock, StoreError};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use tokio::task::JoinSet;
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

pub use ending::{OpenSession, Which};
pub use failures::Failures;
pub use once::HandedOver;
pub use sign_in::{AtProvider, Carrier, SignIn, Way};

use crate::{
    Database,
    postgres::listener::{Heard, Listener},
    sql::{Pool, Statement, query},
};

/// Another process's sign-out is noticed after this long at the latest, whatever is heard of it; our own at once.
const HELD: Duration = Duration::from_secs(30);

/// A statement that changes the session $1, and tells other processes of it where there may be any.
macro_rules! telling {
    ($change:literal) => {
        Statement {
            sqlite: $change,
            postgres: concat!(
                "WITH changed AS (",
                $change,
                " RETURNING id)
                 SELECT id FROM changed, pg_notify('deskside_sessions_' || md5(current_schema()), id)"
            ),
        }
    };
}

const DELETE: Statement = telling!("DELETE FROM sessions WHERE id = $1");

const UPDATE: Statement = telling!(
    "UPDATE sessions SET expires_at = $2, body = $3, employee = $4, way = $5, begun_at = $6,
     provider_subject = $7, provider_session = $8 WHERE id = $1"
);

/// By what the database names a session: the digest of its id, so that the file gives none away.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key(String);

impl Key {
    fn of(id: Id) -> Self {
        let digest = Sha256::digest(id.to_string());
        Self(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// A [`SessionStore`] on the database.
#[derive(Clone)]
pub struct Sessions {
    store: Database,
    clock: Arc<dyn Clock>,
    held: Cache<Key, Record>,
    /// Drops what other processes change, where there are any.
    _following: Arc<JoinSet<()>>,
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").finish_non_exhaustive()
    }
}

impl Sessions {
    /// Sessions in this database. It needs a Tokio runtime.
    #[must_use]
    pub fn new(store: Database, clock: Arc<dyn Clock>) -> Self {
        let held = Cache::builder().max_capacity(20_000).time_to_live(HELD).build();
        let mut following = JoinSet::new();
        if let Pool::Postgres(pool) = store.readers() {
            following.spawn(follow(Listener::new(pool, "sessions"), held.clone()));
        }
        Self {
            store,
            clock,
            held,
            _following: Arc::new(following),
        }
    }

    async fn write(&self, statement: impl Into<Statement>, record: &Record) -> Result<bool> {
        let body = serde_json::to_string(&record.data).map_err(encode)?;
        let sign_in = record.data.get(SignIn::KEY);
        let sign_in: Option<SignIn> = sign_in
            .map(|held| serde_json::from_value(held.clone()))
            .transpose()
            .map_err(encode)?;
        let provider = sign_in.as_ref().and_then(|sign_in| sign_in.provider.as_ref());
        let done = query(statement)
            .bind(Key::of(record.id).0)
            .bind(micros(record.expiry_date)?)
            .bind(body)
            .bind(sign_in.as_ref().map(|sign_in| sign_in.identity.id.as_str()))
            .bind(sign_in.as_ref().map(|sign_in| sign_in.way.to_string()))
            .bind(sign_in.as_ref().map(|sign_in| sign_in.begun_at.as_microsecond()))
            .bind(provider.map(|provider| provider.subject.as_str()))
            .bind(provider.and_then(|provider| provider.session.as_deref()))
            .execute(self.store.writer())
            .await
            .map_err(backend)?;
        Ok(done == 1)
    }

    /// Changes a session in the database and drops its copy. What is read into memory waits for it, and the other way
    /// round, so that no copy from before the change comes after it.
    async fn change<T: Send, E: Send + Sync + 'static>(
        &self,
        key: &Key,
        change: impl Future<Output = std::result::Result<T, E>> + Send,
    ) -> std::result::Result<Option<T>, E> {
        let mut done = None;
        let told = &mut done;
        let changed = self.held.entry(key.clone()).and_try_compute_with(async move |_| {
            *told = Some(change.await?);
            Ok::<_, E>(Op::Remove)
        });
        changed.await?;
        Ok(done)
    }

    /// Deletes a session, and says whether it was there.
    async fn remove(&self, key: &Key) -> std::result::Result<bool, StoreError> {
        let (this, key) = (self.clone(), key.clone());
        seen_through(async move {
            let delete = async {
                let done = query(DELETE)
                    .bind(key.0.as_str())
                    .execute(this.store.writer())
                    .await?;
                Ok::<_, StoreError>(done == 1)
            };
            Ok(this.change(&key, delete).await?.unwrap_or_default())
        })
        .await
    }

    /// Reads a session into memory.
    async fn take(&self, id: Id) -> Result<Option<Record>> {
        let entry = self.held.entry(Key::of(id));
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
        let row: Option<(i64, String)> = query("SELECT expires_at, body FROM sessions WHERE id = $1")
            .bind(Key::of(id).0)
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

/// Drops what another process has changed, once it is read as it is now by whoever reads it. The own changes come back
/// here, too, and drop nothing that was not to be read again.
async fn follow(mut others: Listener, held: Cache<Key, Record>) {
    loop {
        match others.next().await {
            Heard::Told(key) => {
                // Whoever reads it right now may have read it before the change.
                held.entry(Key(key)).and_compute_with(async |_| Op::Remove).await;
            }
            Heard::Lost => held.invalidate_all(),
        }
    }
}

/// Goes on to the end of a change even when whoever asked for it has gone: between the database and the memory there must
/// be nobody who thinks that it did not happen.
async fn seen_through<T: Send + 'static>(change: impl Future<Output = T> + Send + 'static) -> T {
    match tokio::spawn(change).await {
        Ok(done) => done,
        Err(broke) => std::panic::resume_unwind(broke.into_panic()),
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
            "INSERT INTO sessions (id, expires_at, body, employee, way, begun_at, provider_subject, provider_session)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
        while !self.write(INSERT, record).await? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // Never inserted here: a request that ends after the sign-out must not undo it.
        let (this, record) = (self.clone(), record.clone());
        seen_through(async move {
            let key = Key::of(record.id);
            this.change(&key, this.write(UPDATE, &record)).await.map(drop)
        })
        .await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = match self.held.get(&Key::of(*id)).await {
            Some(record) => Some(record),
            None => self.take(*id).await?,
        };
        Ok(found.filter(|record| !self.is_over(record)))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.remove(&Key::of(*id)).await.map(drop).map_err(backend)
    }
}

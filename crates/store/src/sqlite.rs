//! The embedded store.

mod diagnoses;
mod events;
mod executions;
mod forgetting;
mod hand_overs;
mod inbox;
mod meters;
mod outbox;
mod ownership;
mod personal;
pub(crate) mod row;
mod tallies;

pub(crate) use inbox::digest;
pub use ownership::{Ownership, TakeOverError};

use std::{path::Path, time::Duration};

use async_trait::async_trait;
use domain::{CollectorUid, EmployeeId, Execution, ExecutionId, IdempotencyKey, RequestId};
use jiff::{SignedDuration, Timestamp};
use service::{Draft, Event, EventKind, Lease, Placed, Store, StoreError};
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

/// How many connections read at once.
const READERS: u32 = 4;

/// An SQLite database in one file. A cheap clone.
#[derive(Debug, Clone)]
pub struct Sqlite {
    /// One connection, so that writers wait for each other here and not inside SQLite.
    writer: SqlitePool,
    readers: SqlitePool,
}

impl Sqlite {
    /// Opens the database, makes it if it is not there, and brings its tables up to date.
    ///
    /// # Errors
    /// When the file cannot be opened or was written by a newer version.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        let options = options(file).create_if_missing(true);
        let writer = pool(1, options.clone()).await?;
        sqlx::migrate!("migrations/sqlite")
            .run(&writer)
            .await
            .map_err(database)?;
        Self::with(writer, options).await
    }

    /// Opens the database beside the process that works on it, whose tables are left as they are.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be opened.
    pub async fn open_beside(file: &Path) -> Result<Self, StoreError> {
        let options = options(file);
        Self::with(pool(1, options.clone()).await?, options).await
    }

    async fn with(writer: SqlitePool, options: SqliteConnectOptions) -> Result<Self, StoreError> {
        let readers = pool(READERS, options.read_only(true)).await?;
        Ok(Self { writer, readers })
    }

    /// Closes all connections; what was written is in the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    pub(crate) const fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    pub(crate) const fn readers(&self) -> &SqlitePool {
        &self.readers
    }
}

fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        // A commit must survive a power cut: what was sent may not be sent again.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
}

async fn pool(connections: u32, options: SqliteConnectOptions) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new().max_connections(connections);
    pool.connect_with(options).await.map_err(database)
}

pub(crate) fn database(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Database(Box::new(error))
}

pub(crate) fn corrupt(what: &'static str, why: impl ToString) -> StoreError {
    StoreError::Corrupt {
        what,
        why: why.to_string(),
    }
}

#[async_trait]
impl Store for Sqlite {
    async fn place(&self, draft: &Draft, at: Timestamp) -> Result<Placed, StoreError> {
        executions::place(self, draft, at).await
    }

    async fn pressed(
        &self,
        employee: &EmployeeId,
        key: &IdempotencyKey,
    ) -> Result<Option<Execution>, StoreError> {
        executions::pressed(self, employee, key).await
    }

    async fn lease(&self, limit: u32, hold: SignedDuration, at: Timestamp) -> Result<Vec<Lease>, StoreError> {
        outbox::lease(self, limit, hold, at).await
    }

    async fn begin_send(&self, lease: &Lease, hold: SignedDuration, at: Timestamp) -> Result<(), StoreError> {
        outbox::begin_send(self, lease, hold, at).await
    }

    async fn postpone(&self, lease: &Lease, due: Timestamp) -> Result<(), StoreError> {
        outbox::postpone(self, lease, due).await
    }

    async fn update(&self, before: &Execution, after: &Execution, at: Timestamp) -> Result<(), StoreError> {
        executions::update(self, before, after, at).await
    }

    async fn take_back(
        &self,
        before: &Execution,
        after: &Execution,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        executions::take_back(self, before, after, at).await
    }

    async fn execution(&self, id: &ExecutionId) -> Result<Option<Execution>, StoreError> {
        executions::one(self, id).await
    }

    async fn open_by_request(&self, request: &RequestId) -> Result<Option<Execution>, StoreError> {
        executions::open_by_request(self, request).await
    }

    async fn open(&self) -> Result<Vec<Execution>, StoreError> {
        executions::open(self).await
    }

    async fn executions_of(&self, employee: &EmployeeId, limit: u32) -> Result<Vec<Execution>, StoreError> {
        executions::of_employee(self, employee, limit).await
    }

    async fn executions_on(
        &self,
        device: &CollectorUid,
        since: Timestamp,
    ) -> Result<Vec<Execution>, StoreError> {
        executions::on_device(self, device, since).await
    }

    async fn append(
        &self,
        employee: &EmployeeId,
        kind: &EventKind,
        at: Timestamp,
    ) -> Result<i64, StoreError> {
        events::append(self.writer(), employee, kind, at).await
    }

    async fn events_after(
        &self,
        employee: &EmployeeId,
        id: i64,
        limit: u32,
    ) -> Result<Vec<Event>, StoreError> {
        events::after(self, employee, id, limit).await
    }

    async fn events_since(&self, id: i64, limit: u32) -> Result<Vec<(EmployeeId, Event)>, StoreError> {
        events::since(self, id, limit).await
    }

    async fn last_event(&self) -> Result<i64, StoreError> {
        events::last(self).await
    }

    async fn forget(
        &self,
        ended: Timestamp,
        happened: Timestamp,
        over: Timestamp,
    ) -> Result<u64, StoreError> {
        forgetting::forget(self, ended, happened, over).await
    }
}

//! The store, on either database.

mod diagnoses;
mod directory;
mod events;
mod executions;
mod feeds;
mod forgetting;
mod hand_overs;
mod inbox;
mod looking;
mod meters;
mod outbox;
mod personal;
mod tallies;

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::{CollectorUid, EmployeeId, Execution, ExecutionId, IdempotencyKey, RequestId};
use jiff::{SignedDuration, Timestamp};
use service::{Bus, Draft, Event, EventKind, Lease, Placed, Store, StoreError};

use crate::{
    LocalBus, PostgresBus,
    sql::{Pool, Statement, Transaction, query},
};

/// What is kept, in an SQLite file or in PostgreSQL. A cheap clone.
#[derive(Clone)]
pub struct Database {
    /// Writers wait for each other, and must not keep readers waiting as well.
    writer: Pool,
    readers: Pool,
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the connections: an address may hold a password.
        f.debug_struct("Database").finish_non_exhaustive()
    }
}

impl Database {
    pub(crate) const fn with(writer: Pool, readers: Pool) -> Self {
        Self { writer, readers }
    }

    /// The bus on which its events are told: to other processes, too, where there may be any. Where there may, it looks
    /// every so often for what was told and not heard. It needs a Tokio runtime.
    #[must_use]
    pub fn bus(&self, every: Duration) -> Arc<dyn Bus> {
        match &self.readers {
            Pool::Sqlite(_) => Arc::new(LocalBus::default()),
            Pool::Postgres(pool) => Arc::new(PostgresBus::listen(self, pool, every)),
        }
    }

    /// Whether other processes may work on it, too.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        matches!(self.writer, Pool::Postgres(_))
    }

    /// Closes all connections; what was written is kept.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    pub(crate) const fn writer(&self) -> &Pool {
        &self.writer
    }

    pub(crate) const fn readers(&self) -> &Pool {
        &self.readers
    }

    /// Begins a transaction that holds the write lock from the start, so that what it reads cannot change under it, and
    /// that ids which it gives become visible in their order. In PostgreSQL the lock is one by agreement: whoever reads
    /// to write and whoever tells events begins here. Each statement then sees all that was committed before the lock was
    /// had, whatever the server's own default is.
    pub(crate) async fn begin(&self) -> Result<Transaction, StoreError> {
        let mut tx = self.begin_bulk().await?;
        if let Transaction::Postgres(_) = tx {
            query(
                "SELECT pg_advisory_xact_lock(hashtextextended('deskside writer ' || current_schema(), 0))",
            )
            .execute(&mut tx)
            .await?;
        }
        Ok(tx)
    }

    /// Begins a transaction that writes much, and tells no event. In PostgreSQL nobody has to wait for it who does not write
    /// the same rows.
    pub(crate) async fn begin_bulk(&self) -> Result<Transaction, StoreError> {
        const BEGIN: Statement = Statement {
            sqlite: "BEGIN IMMEDIATE",
            postgres: "BEGIN ISOLATION LEVEL READ COMMITTED",
        };
        self.writer.begin_with(BEGIN).await
    }

    /// Frees what was leased, because nobody else works on this database: what a process that was killed had taken is
    /// free at once, and what it had begun is found as begun.
    pub(crate) async fn release(&self) -> Result<(), StoreError> {
        outbox::release(&self.writer).await?;
        hand_overs::release(&self.writer).await
    }

    /// Begins a transaction whose reads are all of the same moment.
    pub(crate) async fn begin_reading(&self) -> Result<Transaction, StoreError> {
        const BEGIN: Statement = Statement {
            sqlite: "BEGIN",
            postgres: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        self.readers.begin_with(BEGIN).await
    }
}

#[async_trait]
impl Store for Database {
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

    async fn count_due(&self, at: Timestamp) -> Result<u64, StoreError> {
        outbox::count_due(self, at).await
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
        let mut tx = self.begin().await?;
        let id = events::append(&mut tx, employee, kind, at).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn events_after(
        &self,
        employee: &EmployeeId,
        id: i64,
        limit: u32,
    ) -> Result<Vec<Event>, StoreError> {
        events::after(self, employee, id, limit).await
    }

    async fn events_of(&self, employee: &EmployeeId, after: Timestamp) -> Result<Vec<Event>, StoreError> {
        events::of(self, employee, after).await
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

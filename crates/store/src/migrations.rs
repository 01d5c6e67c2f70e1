//! Brings the tables of a database up to date.

use service::StoreError;
use sqlx::{Executor as _, migrate::Migrator};

use crate::{
    Database,
    row::database,
    sql::{Pool, Statement, query_scalar},
};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How many tables of this name there are.
const KNOWN: Statement = Statement {
    sqlite: "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '_sqlx_migrations'",
    postgres: "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '_sqlx_migrations'",
};

/// How the tables of a database stand to what this version needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// Nothing was ever made in it.
    pub is_empty: bool,
    /// The steps that were not taken yet, as `0002 directory`, in their order.
    pub lacking: Vec<String>,
    /// The last of those that were taken and that this version does not know: it does not work on the database.
    pub newer: Option<i64>,
}

impl Database {
    /// Brings the tables up to date, and names the steps that it took. Of several processes that do so at once, one takes
    /// them and the others wait.
    ///
    /// # Errors
    /// When the database fails, or was written by a newer version.
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        let before = self.taken().await?;
        // `run` by a pool cannot be awaited by whoever has to be `Send`; it does the same.
        let steps = match self.writer() {
            Pool::Sqlite(pool) => {
                let mut connection = pool.acquire().await.map_err(database)?;
                SQLITE.run_direct(None, &mut *connection, false).await
            }
            Pool::Postgres(pool) => {
                // A connection of its own: what fails leaves a lock on it. Another process may hold that for long.
                let mut connection = pool.acquire().await.map_err(database)?.detach();
                connection
                    .execute("SET lock_timeout = 0")
                    .await
                    .map_err(database)?;
                POSTGRES.run_direct(None, &mut connection, false).await
            }
        };
        steps.map_err(database)?;
        Ok(self.lacking(&before))
    }

    /// How the tables stand to what this version needs. Nothing is changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn schema(&self) -> Result<Schema, StoreError> {
        let taken = self.taken().await?;
        let known = |version: &i64| self.steps().version_exists(*version);
        Ok(Schema {
            is_empty: taken.is_empty(),
            lacking: self.lacking(&taken),
            newer: taken.iter().copied().filter(|version| !known(version)).max(),
        })
    }

    const fn steps(&self) -> &'static Migrator {
        match self.writer() {
            Pool::Sqlite(_) => &SQLITE,
            Pool::Postgres(_) => &POSTGRES,
        }
    }

    /// The steps that were taken so far.
    async fn taken(&self) -> Result<Vec<i64>, StoreError> {
        let known: i64 = query_scalar(KNOWN).fetch_one(self.writer()).await?;
        if known == 0 {
            return Ok(Vec::new());
        }
        query_scalar("SELECT version FROM _sqlx_migrations")
            .fetch_all(self.writer())
            .await
    }

    /// The names of all other steps.
    fn lacking(&self, taken: &[i64]) -> Vec<String> {
        let others = self.steps().iter().filter(|step| !taken.contains(&step.version));
        others
            .map(|step| format!("{:04} {}", step.version, step.description))
            .collect()
    }
}

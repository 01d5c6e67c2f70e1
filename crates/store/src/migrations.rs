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

impl Database {
    /// Brings the tables up to date, and names the steps that it took. Of several processes that do so at once, one takes
    /// them and the others wait.
    ///
    /// # Errors
    /// When the database fails, or was written by a newer version.
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        let known: i64 = query_scalar(KNOWN).fetch_one(self.writer()).await?;
        let before: Vec<i64> = if known == 0 {
            Vec::new()
        } else {
            query_scalar("SELECT version FROM _sqlx_migrations")
                .fetch_all(self.writer())
                .await?
        };
        // `run` by a pool cannot be awaited by whoever has to be `Send`; it does the same.
        let steps = match self.writer() {
            Pool::Sqlite(pool) => {
                let mut connection = pool.acquire().await.map_err(database)?;
                SQLITE
                    .run_direct(None, &mut *connection, false)
                    .await
                    .map(|()| &SQLITE)
            }
            Pool::Postgres(pool) => {
                // A connection of its own: what fails leaves a lock on it. Another process may hold that for long.
                let mut connection = pool.acquire().await.map_err(database)?.detach();
                connection
                    .execute("SET lock_timeout = 0")
                    .await
                    .map_err(database)?;
                POSTGRES
                    .run_direct(None, &mut connection, false)
                    .await
                    .map(|()| &POSTGRES)
            }
        };
        let new = steps
            .map_err(database)?
            .iter()
            .filter(|step| !before.contains(&step.version));
        Ok(new
            .map(|step| format!("{:04} {}", step.version, step.description))
            .collect())
    }
}

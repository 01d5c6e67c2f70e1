//! What somebody who looks after a database wants to know before a server works on it.

use jiff::Timestamp;
use service::StoreError;

use crate::{
    Database,
    row::corrupt,
    sql::{Statement, query_scalar},
};

/// Steps make tables, and change those that are there, which only their owner may. Whoever may write an SQLite file may all of it.
const MAY_CHANGE_TABLES: Statement = Statement {
    sqlite: "SELECT TRUE",
    postgres: "SELECT has_schema_privilege(current_schema(), 'CREATE')
               AND NOT EXISTS (
                   SELECT 1 FROM pg_tables
                   WHERE schemaname = current_schema() AND tablename = '_sqlx_migrations'
                   AND NOT pg_has_role(tableowner, 'USAGE')
               )",
};

const NOW: Statement = Statement {
    sqlite: "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)",
    postgres: "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
};

impl Database {
    /// Whether the user that works on it may take the steps that bring its tables up to date.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn may_change_tables(&self) -> Result<bool, StoreError> {
        query_scalar(MAY_CHANGE_TABLES).fetch_one(self.writer()).await
    }

    /// What time it is where the database is, to the millisecond.
    ///
    /// # Errors
    /// When the database fails, or has a time that no clock has.
    pub async fn time(&self) -> Result<Timestamp, StoreError> {
        let millis: i64 = query_scalar(NOW).fetch_one(self.writer()).await?;
        Timestamp::from_millisecond(millis).map_err(|error| corrupt("time", error))
    }
}

//! Whether a database is the one that was worked on, or was made of a dump of it.

use service::StoreError;

use crate::{
    Database,
    sql::{Pool, query, query_scalar},
};

/// What a statement that begins a call says besides, so that nothing is sent that waits in a copy.
macro_rules! unless_copy {
    ($statement:literal) => {
        $crate::sql::Statement {
            sqlite: $statement,
            postgres: concat!(
                $statement,
                " AND (SELECT identity = deskside_identity() FROM this_database)"
            ),
        }
    };
}

pub(crate) use unless_copy;

impl Database {
    /// Whether it was made of a dump, and is not marked ([`Database::adopt`]). What waits in it may have been sent since. Of an
    /// SQLite file, and of what was put back below PostgreSQL, nobody can tell.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_copy(&self) -> Result<bool, StoreError> {
        let Pool::Postgres(_) = self.writer() else {
            return Ok(false);
        };
        // While a dump is put back, the table may be there without its row.
        let original: Option<bool> = query_scalar("SELECT identity = deskside_identity() FROM this_database")
            .fetch_optional(self.writer())
            .await?;
        Ok(original != Some(true))
    }

    /// It is worked on from now on: what waits in it is marked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn adopt(&self) -> Result<(), StoreError> {
        let Pool::Postgres(_) = self.writer() else {
            return Ok(());
        };
        query(
            "INSERT INTO this_database (id, identity) VALUES (1, deskside_identity())
             ON CONFLICT (id) DO UPDATE SET identity = excluded.identity",
        )
        .execute(self.writer())
        .await
        .map(drop)
    }

    /// Why a call was not begun.
    pub(crate) async fn not_begun(&self) -> StoreError {
        match self.is_copy().await {
            Ok(true) => StoreError::Copy,
            Ok(false) => StoreError::Conflict,
            Err(error) => error,
        }
    }
}

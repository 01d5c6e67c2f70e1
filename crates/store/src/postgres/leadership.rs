//! Who of several processes does what only one of them should.

use std::time::Duration;

use service::StoreError;
use sqlx::{ConnectOptions as _, Executor as _, PgConnection};
use tokio::time::timeout;

use crate::{Database, row::database, sql::Pool};

/// How long the database may take to answer that a process still leads.
const ANSWER: Duration = Duration::from_secs(5);

/// How long to wait for what another process does.
const LONGEST: Duration = Duration::from_secs(15);

/// Whoever holds it leads; who drops it lets go.
#[derive(Debug)]
#[must_use = "another process may lead as soon as this is dropped"]
pub struct Led {
    /// Nobody else is there where there is none.
    connection: Option<PgConnection>,
}

impl Led {
    /// Whether this process still leads: the connection by which it does answers. Whoever leads has to ask again and again;
    /// one that has not asked for a minute does not lead any more.
    pub async fn still_holds(&mut self) -> bool {
        let Some(connection) = &mut self.connection else {
            return true;
        };
        let asked = timeout(ANSWER, connection.execute("SELECT 1")).await;
        matches!(asked, Ok(Ok(_)))
    }
}

impl Database {
    /// Leads in `what`, unless another process does. Whoever opened an SQLite file leads in everything.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn try_lead(&self, what: &str) -> Result<Option<Led>, StoreError> {
        let locked = self.lock("SELECT pg_try_advisory_lock($1)", what);
        let (connection, leads) = locked.await?;
        Ok(leads.then_some(Led { connection }))
    }

    /// Leads in `what` as soon as no other process does, which must not be long.
    ///
    /// # Errors
    /// When the database fails, or another process still leads after a while.
    pub(crate) async fn lead(&self, what: &str) -> Result<Led, StoreError> {
        let locked = self.lock("SELECT pg_advisory_lock($1) IS NOT NULL", what);
        let (connection, _) = locked.await?;
        Ok(Led { connection })
    }

    /// Locks it by a connection of its own.
    async fn lock(
        &self,
        statement: &'static str,
        what: &str,
    ) -> Result<(Option<PgConnection>, bool), StoreError> {
        let Pool::Postgres(pool) = self.writer() else {
            return Ok((None, true));
        };
        let locked = async {
            let mut connection = pool.connect_options().connect().await?;
            // A process that cannot be reached any more must not lead for ever.
            connection
                .execute(
                    "SET idle_session_timeout = '60s'; SET tcp_keepalives_idle = 20; SET tcp_keepalives_count = 3",
                )
                .await?;
            let key: i64 = sqlx::query_scalar(
                "SELECT hashtextextended('deskside lead ' || current_schema() || ' ' || $1, 0)",
            )
            .bind(what)
            .fetch_one(&mut connection)
            .await?;
            let held: bool = sqlx::query_scalar(statement)
                .bind(key)
                .fetch_one(&mut connection)
                .await?;
            Ok::<_, sqlx::Error>((Some(connection), held))
        };
        match timeout(LONGEST, locked).await {
            Ok(locked) => locked.map_err(database),
            Err(late) => Err(database(late)),
        }
    }
}

//! PostgreSQL, which several processes may share.
//!
//! The tables are in the schema that the connection finds first. Locks and channels are named after it, so that two
//! installations in one database do not meet.

mod bus;
pub(crate) mod identity;
mod leadership;
pub(crate) mod listener;

pub use bus::PostgresBus;
pub use leadership::Led;

use std::{fmt, str::FromStr, time::Duration};

use service::StoreError;
use sqlx::{
    ConnectOptions as _, Executor as _, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use thiserror::Error;
use tokio::time::timeout;

use crate::{Database, row::database, sql::Pool};

/// Where a PostgreSQL is, and as whom to use it. It may hold a password, and shows none.
#[derive(Clone)]
pub struct PostgresUrl(Box<PgConnectOptions>);

/// A text that is no such URL. What it was is not repeated: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "it is not the URL of a PostgreSQL, as in postgres://user:password@host:5432/database?sslmode=verify-full"
)]
pub struct InvalidUrl;

impl FromStr for PostgresUrl {
    type Err = InvalidUrl;

    fn from_str(text: &str) -> Result<Self, InvalidUrl> {
        let is_one = ["postgres://", "postgresql://"]
            .iter()
            .any(|kind| text.starts_with(kind));
        let options = text.parse().ok().filter(|_| is_one).ok_or(InvalidUrl)?;
        Ok(Self(Box::new(options)))
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresUrl({self})")
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (host, port) = (self.0.get_host(), self.0.get_port());
        let name = self.0.get_database().unwrap_or_else(|| self.0.get_username());
        match self.0.get_socket() {
            Some(socket) => write!(f, "{name} at {}", socket.display()),
            None => write!(f, "{name} at {host}:{port}"),
        }
    }
}

/// Connections that a process needs at the least: one writes, one reads.
pub const LEAST_CONNECTIONS: u32 = 2;

/// How long to wait for a connection before the database counts as failed.
const WAIT: Duration = Duration::from_secs(5);

impl Database {
    /// Opens a PostgreSQL and brings its tables up to date. At most `connections` are used at once, besides those that
    /// listen and lead.
    ///
    /// # Errors
    /// When it cannot be reached, is not in UTF-8, or was written by a newer version.
    pub async fn connect(url: &PostgresUrl, connections: u32) -> Result<Self, StoreError> {
        let opened = Self::connect_beside(url, connections).await?;
        opened.migrate().await?;
        Ok(opened)
    }

    /// Opens a PostgreSQL whose tables are left as they are.
    ///
    /// # Errors
    /// When it cannot be reached, or is not in UTF-8.
    pub async fn connect_beside(url: &PostgresUrl, connections: u32) -> Result<Self, StoreError> {
        // Writers wait for each other while they hold a connection; readers must not run out of them.
        let writers = (connections / 3).max(1);
        let readers = connections.saturating_sub(writers).max(1);
        let (writer, readers) = (pool(url, writers), pool(url, readers));
        let opened = Self::with(Pool::Postgres(writer), Pool::Postgres(readers));
        match fitness(url).await? {
            (encoding, Some(_)) if encoding == "UTF8" => Ok(opened),
            (_, None) => Err(database(Unfit::NoSchema)),
            _ => Err(database(Unfit::Encoding)),
        }
    }
}

/// The encoding and the schema. By a connection past the pools, which would try again for long and not say why.
async fn fitness(url: &PostgresUrl) -> Result<(String, Option<String>), StoreError> {
    let asked = async {
        let mut connection = url.0.connect().await?;
        sqlx::query_as("SELECT current_setting('server_encoding'), current_schema()::text")
            .fetch_one(&mut connection)
            .await
    };
    match timeout(WAIT, asked).await {
        Ok(said) => said.map_err(database),
        Err(late) => Err(database(late)),
    }
}

/// A database that is reached and cannot be used.
#[derive(Debug, Error)]
enum Unfit {
    #[error("it has no schema on its search path")]
    NoSchema,
    #[error("its encoding is not UTF8")]
    Encoding,
}

/// Connections are made when they are needed, and anew when they were lost.
fn pool(url: &PostgresUrl, connections: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(WAIT)
        .after_connect(|connection, _| {
            Box::pin(async move {
                // Whoever holds the write lock and has gone away must not keep everybody waiting.
                connection
                    .execute("SET idle_in_transaction_session_timeout = '30s'; SET lock_timeout = '20s'")
                    .await?;
                // A commit must survive a power cut, whatever the server's own default is: what was sent may not be sent
                // again. A stricter one is left as it is.
                connection
                    .execute(
                        "SELECT set_config('synchronous_commit', 'on', false)
                         WHERE current_setting('synchronous_commit') = 'off'",
                    )
                    .await?;
                Ok(())
            })
        })
        .connect_lazy_with(url.0.as_ref().clone().application_name("deskside"))
}

//! The embedded database: one file, one writer, several readers.

mod backup;
mod ownership;
mod restore;

use std::{fs::File, io, path::Path, time::Duration};

use service::StoreError;
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

pub use backup::BackUpError;
pub use ownership::{Ownership, TakeOverError};
pub use restore::{RestoreError, Restoring};

use crate::{Database, row::database, sql::Pool};

/// How many connections read at once.
const READERS: u32 = 4;

impl Database {
    /// Opens the SQLite database in `file`, makes it if it is not there, and brings its tables up to date.
    ///
    /// # Errors
    /// When the file cannot be opened or was written by a newer version.
    pub async fn open_file(file: &Path) -> Result<Self, StoreError> {
        let opened = Self::make_file(file).await?;
        opened.migrate().await?;
        Ok(opened)
    }

    /// Opens the SQLite database in `file`, makes it if it is not there, and leaves its tables as they are.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub async fn make_file(file: &Path) -> Result<Self, StoreError> {
        with(options(file).create_if_missing(true)).await
    }

    /// Opens the SQLite database in `file` beside the process that works on it, whose tables are left as they are.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be opened.
    pub async fn open_file_beside(file: &Path) -> Result<Self, StoreError> {
        with(options(file)).await
    }

    /// Opens the SQLite database in `file` to look at it and no more. Nothing is written, there or beside it, whoever works on it.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be opened.
    pub async fn look_into_file(file: &Path) -> Result<Self, StoreError> {
        // Whoever works on it has a log beside it. Where there is none, whoever reads must not begin one either: it would stay,
        // and perhaps belong to another user.
        let is_at_rest = !restore::with(file, "-wal").exists();
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let pool = pool(1, options.immutable(is_at_rest)).await?;
        Ok(Self::with(Pool::Sqlite(pool.clone()), Pool::Sqlite(pool)))
    }
}

/// One connection writes, so that writers wait for each other here and not inside SQLite.
async fn with(options: SqliteConnectOptions) -> Result<Database, StoreError> {
    let writer = pool(1, options.clone()).await?;
    let readers = pool(READERS, options.read_only(true)).await?;
    Ok(Database::with(Pool::Sqlite(writer), Pool::Sqlite(readers)))
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

/// A name is kept by its folder, which has to reach the disk, too.
fn synced_folder(file: &Path) -> io::Result<()> {
    File::open(folder(file))?.sync_all()
}

/// The folder that a file is in.
fn folder(file: &Path) -> &Path {
    let named = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    named.unwrap_or(Path::new("."))
}

//! From an SQLite file into PostgreSQL, once.

use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use futures::TryStreamExt as _;
use service::StoreError;
use sqlx::{AssertSqlSafe, PgConnection, Row as _, SqlitePool, sqlite::SqliteRow};
use thiserror::Error;

use crate::{
    Database, TakeOverError,
    row::{corrupt, database},
    sql::{Pool, Transaction, storable},
};

/// Every table, after those that it refers to. Not the directory, which is learned anew within the hour: the days that are
/// kept of it are moved.
const TABLES: [&str; 18] = [
    "executions",
    "outbox",
    "events",
    "sessions",
    "used_tokens",
    "handovers",
    "inbox",
    "hook_tokens",
    "api_keys",
    "diagnoses",
    "feedback",
    "preferences",
    "favourites",
    "hand_overs",
    "meters",
    "directory_days",
    "feed_files",
    "feed_bad_rows",
];

/// So many rows are written at once.
const BATCH: usize = 500;

/// Why nothing was moved.
#[derive(Debug, Error)]
pub enum MoveError {
    /// There is no such file.
    #[error("there is no database {}", .0.display())]
    Absent(PathBuf),
    /// The file cannot be had.
    #[error(transparent)]
    TakeOver(#[from] TakeOverError),
    /// Something is there already.
    #[error("it is not empty: its table {0} has rows")]
    NotEmpty(&'static str),
    /// It is no PostgreSQL.
    #[error("it is a file, too")]
    NotPostgres,
    /// The file could not be put aside.
    #[error("the file cannot be renamed: {0}")]
    PutAside(#[from] io::Error),
    /// It broke off at the very end.
    #[error("whether it was moved is not known, and the file is called {} now: {error}", put_aside.display())]
    Unsure {
        /// What the file is called now.
        put_aside: PathBuf,
        /// What broke off.
        error: StoreError,
    },
    /// One of the two failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// How many rows of each table.
    pub rows: Vec<(&'static str, u64)>,
    /// What the file is called now.
    pub put_aside: PathBuf,
}

impl Database {
    /// Moves everything from the SQLite file into this PostgreSQL, whose tables are up to date and empty, in one
    /// transaction. The file is put aside under another name before that ends: what is in it is to be sent once, so no
    /// server may ever work on both.
    ///
    /// # Errors
    /// [`MoveError`]; but for [`MoveError::Unsure`], nothing was moved then.
    pub async fn move_from(&self, file: &Path) -> Result<Moved, MoveError> {
        if !file.is_file() {
            return Err(MoveError::Absent(file.to_owned()));
        }
        let mut tx = self.begin().await?;
        let Transaction::Postgres(into) = &mut tx else {
            return Err(MoveError::NotPostgres);
        };
        for table in TABLES {
            let found: i64 = sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}")))
                .fetch_one(&mut **into)
                .await
                .map_err(database)?;
            if found > 0 {
                return Err(MoveError::NotEmpty(table));
            }
        }
        let (from, _ownership) = Self::take_over(file).await?;
        let Pool::Sqlite(rows) = from.writer() else {
            return Err(MoveError::NotPostgres);
        };
        let mut moved = Vec::new();
        for table in TABLES {
            moved.push((table, copy(table, rows, into).await?));
        }
        go_on(rows, into).await?;
        // Its log goes into it with the last connection.
        from.close().await;
        let mut put_aside = file.as_os_str().to_owned();
        put_aside.push(".moved");
        let put_aside = PathBuf::from(put_aside);
        fs::rename(file, &put_aside)?;
        tx.commit().await.map_err(|error| MoveError::Unsure {
            put_aside: put_aside.clone(),
            error,
        })?;
        Ok(Moved {
            rows: moved,
            put_aside,
        })
    }
}

/// The values of one column, row by row.
enum Column {
    Text(Vec<Option<String>>),
    Number(Vec<Option<i64>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Column {
    /// A column of this kind in PostgreSQL.
    fn of(kind: &str) -> Result<Self, StoreError> {
        match kind {
            "text" => Ok(Self::Text(Vec::new())),
            "bigint" => Ok(Self::Number(Vec::new())),
            "bytea" => Ok(Self::Bytes(Vec::new())),
            other => Err(corrupt("table", format!("{other} is in no table of ours"))),
        }
    }

    fn take(&mut self, row: &SqliteRow, place: usize) -> Result<(), sqlx::Error> {
        match self {
            Self::Text(values) => values.push(row.try_get::<Option<String>, _>(place)?.map(storable)),
            Self::Number(values) => values.push(row.try_get(place)?),
            Self::Bytes(values) => values.push(row.try_get(place)?),
        }
        Ok(())
    }
}

/// Copies a table, and says how many rows it has.
async fn copy(table: &str, from: &SqlitePool, into: &mut PgConnection) -> Result<u64, StoreError> {
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT column_name::text, data_type::text FROM information_schema.columns
         WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position",
    )
    .bind(table)
    .fetch_all(&mut *into)
    .await
    .map_err(database)?;
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(", ");
    let mut insert = format!("INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE SELECT * FROM unnest(");
    for (place, (_, kind)) in columns.iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        write!(insert, "{comma}${}::{kind}[]", place + 1).map_err(database)?;
    }
    insert.push(')');
    let mut rows = sqlx::query(AssertSqlSafe(format!("SELECT {names} FROM {table}"))).fetch(from);
    let mut copied = 0;
    loop {
        let mut batch = Vec::new();
        for (_, kind) in &columns {
            batch.push(Column::of(kind)?);
        }
        let mut size = 0;
        while size < BATCH
            && let Some(row) = rows.try_next().await.map_err(database)?
        {
            for (place, column) in batch.iter_mut().enumerate() {
                column.take(&row, place).map_err(database)?;
            }
            size += 1;
        }
        if size == 0 {
            return Ok(copied);
        }
        let mut statement = sqlx::query(AssertSqlSafe(insert.clone()));
        for column in batch {
            statement = match column {
                Column::Text(values) => statement.bind(values),
                Column::Number(values) => statement.bind(values),
                Column::Bytes(values) => statement.bind(values),
            };
        }
        let done = statement.execute(&mut *into).await.map_err(database)?;
        copied += done.rows_affected();
    }
}

/// Lets every count of ids go on where it was, also where the last rows are gone.
async fn go_on(from: &SqlitePool, into: &mut PgConnection) -> Result<(), StoreError> {
    let counts: Vec<(String, i64)> = sqlx::query_as("SELECT name, seq FROM sqlite_sequence WHERE seq > 0")
        .fetch_all(from)
        .await
        .map_err(database)?;
    for (table, last) in counts {
        let statement = match table.as_str() {
            "events" => "UPDATE event_ids SET last = $1",
            "outbox" => "SELECT setval(pg_get_serial_sequence('outbox', 'id'), $1)",
            "inbox" => "SELECT setval(pg_get_serial_sequence('inbox', 'id'), $1)",
            other => return Err(corrupt("count", format!("nothing is known of {other}"))),
        };
        sqlx::query(statement)
            .bind(last)
            .execute(&mut *into)
            .await
            .map_err(database)?;
    }
    Ok(())
}

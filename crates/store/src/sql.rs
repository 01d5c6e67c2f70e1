//! Statements, written once for both databases: the only place where their drivers meet.
//!
//! Both take the same text with `$1`. Values are text, numbers and bytes, which stand in columns of the same kinds, so
//! that a row reads alike from either. Where one text does not do, a [`Statement`] holds two.

use service::StoreError;
use sqlx::{
    Database as Driver, Encode, FromRow, IntoArguments, PgPool, Postgres, Sqlite, SqlitePool, Type,
    postgres::PgRow, sqlite::SqliteRow,
};

use crate::row::database;

/// A statement as each database wants it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement {
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl From<&'static str> for Statement {
    fn from(both: &'static str) -> Self {
        Self {
            sqlite: both,
            postgres: both,
        }
    }
}

/// A statement that takes some rows for one worker: the rows that are `free`, and how they are taken. In PostgreSQL, where
/// several take at once, each passes over what another one is taking. They are picked once, before anything is taken.
macro_rules! leasing {
    ($free:literal, $take:literal) => {
        $crate::sql::Statement {
            sqlite: concat!("WITH free AS MATERIALIZED (", $free, ") ", $take),
            postgres: concat!(
                "WITH free AS MATERIALIZED (",
                $free,
                " FOR UPDATE SKIP LOCKED) ",
                $take
            ),
        }
    };
}
pub(crate) use leasing;

/// What is bound to a statement. A flag is a number, 0 or 1.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(Option<String>),
    Number(Option<i64>),
    Bytes(Vec<u8>),
}

macro_rules! values {
    ($($from:ty: |$value:ident| $variant:ident($into:expr),)*) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Self {
                Self::$variant($into)
            }
        })*
    };
}

values! {
    &str: |text| Text(Some(text.to_owned())),
    String: |text| Text(Some(text)),
    Option<&str>: |text| Text(text.map(str::to_owned)),
    Option<String>: |text| Text(text),
    i64: |number| Number(Some(number)),
    u32: |number| Number(Some(number.into())),
    bool: |flag| Number(Some(flag.into())),
    Option<i64>: |number| Number(number),
    &[u8]: |bytes| Bytes(bytes.to_vec()),
    Vec<u8>: |bytes| Bytes(bytes),
}

/// Connections to one of the two. A cheap clone.
#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Pool {
    pub async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Begins a transaction.
    pub async fn begin_with(&self, how: Statement) -> Result<Transaction, StoreError> {
        Ok(match self {
            Self::Sqlite(pool) => Transaction::Sqlite(pool.begin_with(how.sqlite).await.map_err(database)?),
            Self::Postgres(pool) => {
                Transaction::Postgres(pool.begin_with(how.postgres).await.map_err(database)?)
            }
        })
    }
}

/// A transaction; what is dropped without a commit did not happen.
pub(crate) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
        .map_err(database)
    }
}

/// Where a statement is run.
pub(crate) enum On<'c> {
    Pool(&'c Pool),
    Transaction(&'c mut Transaction),
}

impl<'c> From<&'c Pool> for On<'c> {
    fn from(pool: &'c Pool) -> Self {
        Self::Pool(pool)
    }
}

impl<'c> From<&'c mut Transaction> for On<'c> {
    fn from(tx: &'c mut Transaction) -> Self {
        Self::Transaction(tx)
    }
}

/// What a row is read as, from either.
pub(crate) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A statement with its values.
#[derive(Debug)]
#[must_use = "it is not run yet"]
pub(crate) struct Query {
    statement: Statement,
    values: Vec<Value>,
}

/// A statement that is run.
pub(crate) fn query(statement: impl Into<Statement>) -> Query {
    Query {
        statement: statement.into(),
        values: Vec::new(),
    }
}

/// What a query does in the words of its driver, wherever it is run.
macro_rules! run {
    ($query:ident on $on:ident, $bound:ident, $executor:ident => $done:expr) => {
        match $on.into() {
            On::Pool(Pool::Sqlite($executor)) => {
                let $bound = $query.sqlite();
                $done
            }
            On::Pool(Pool::Postgres($executor)) => {
                let $bound = $query.postgres();
                $done
            }
            On::Transaction(Transaction::Sqlite(tx)) => {
                let ($bound, $executor) = ($query.sqlite(), &mut **tx);
                $done
            }
            On::Transaction(Transaction::Postgres(tx)) => {
                let ($bound, $executor) = ($query.postgres(), &mut **tx);
                $done
            }
        }
        .map_err(database)
    };
}

impl Query {
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Binds values in this order.
    pub fn bind_all(mut self, values: impl Iterator<Item = Value>) -> Self {
        self.values.extend(values);
        self
    }

    fn sqlite(self) -> Bound<Sqlite> {
        bound(self.statement.sqlite, self.values)
    }

    fn postgres(self) -> Bound<Postgres> {
        let values = self.values.into_iter().map(|value| match value {
            Value::Text(text) => Value::Text(text.map(storable)),
            value => value,
        });
        bound(self.statement.postgres, values.collect())
    }

    /// Runs it, and says how many rows there were to it.
    pub async fn execute<'c>(self, on: impl Into<On<'c>>) -> Result<u64, StoreError> {
        run!(self on on, bound, executor => bound.execute(executor).await.map(|done| done.rows_affected()))
    }

    pub async fn fetch_all<'c, T: Row>(self, on: impl Into<On<'c>>) -> Result<Vec<T>, StoreError> {
        run!(self on on, bound, executor => bound
            .fetch_all(executor)
            .await
            .and_then(|rows| rows.iter().map(T::from_row).collect()))
    }

    pub async fn fetch_optional<'c, T: Row>(self, on: impl Into<On<'c>>) -> Result<Option<T>, StoreError> {
        run!(self on on, bound, executor => bound
            .fetch_optional(executor)
            .await
            .and_then(|row| row.as_ref().map(T::from_row).transpose()))
    }
}

/// A statement that is run for the only column of its rows.
#[derive(Debug)]
#[must_use = "it is not run yet"]
pub(crate) struct Scalar(Query);

/// A statement that is run for the only column of its rows.
pub(crate) fn query_scalar(statement: impl Into<Statement>) -> Scalar {
    Scalar(query(statement))
}

impl Scalar {
    pub fn bind(self, value: impl Into<Value>) -> Self {
        Self(self.0.bind(value))
    }

    pub async fn fetch_all<'c, T>(self, on: impl Into<On<'c>>) -> Result<Vec<T>, StoreError>
    where
        (T,): Row,
    {
        let rows: Vec<(T,)> = self.0.fetch_all(on).await?;
        Ok(rows.into_iter().map(|(value,)| value).collect())
    }

    pub async fn fetch_optional<'c, T>(self, on: impl Into<On<'c>>) -> Result<Option<T>, StoreError>
    where
        (T,): Row,
    {
        let row: Option<(T,)> = self.0.fetch_optional(on).await?;
        Ok(row.map(|(value,)| value))
    }

    pub async fn fetch_one<'c, T>(self, on: impl Into<On<'c>>) -> Result<T, StoreError>
    where
        (T,): Row,
    {
        let value = self.fetch_optional(on).await?;
        value.ok_or_else(|| database(sqlx::Error::RowNotFound))
    }
}

/// A text as PostgreSQL takes it: it refuses one character, and what comes from outside may hold that.
pub(crate) fn storable(text: String) -> String {
    if text.contains('\0') {
        text.replace('\0', "\u{fffd}")
    } else {
        text
    }
}

/// The same for a text in JSON, in which that character is written out. What is held in a text of it is written out twice.
pub(crate) fn storable_json(json: String) -> String {
    if json.contains("\\u0000") {
        json.replace("\\u0000", "\\ufffd")
    } else {
        json
    }
}

type Bound<DB> = sqlx::query::Query<'static, DB, <DB as Driver>::Arguments>;

fn bound<DB: Driver>(text: &'static str, values: Vec<Value>) -> Bound<DB>
where
    DB::Arguments: IntoArguments<DB>,
    Option<String>: for<'q> Encode<'q, DB> + Type<DB>,
    Option<i64>: for<'q> Encode<'q, DB> + Type<DB>,
    Vec<u8>: for<'q> Encode<'q, DB> + Type<DB>,
{
    let query = sqlx::query::<DB>(text);
    values.into_iter().fold(query, |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Number(number) => query.bind(number),
        Value::Bytes(bytes) => query.bind(bytes),
    })
}

//! Executions, the outbox, diagnoses, hand-overs, preferences, tallies, events, webhooks and sessions in SQL. The only
//! place that knows SQL.
//!
//! [`Database`] is the store, in an SQLite file or in PostgreSQL. It fills the ports [`service::Store`] and
//! [`service::Inbox`], and [`Sessions`] keeps browser sessions in it. A file has write-ahead logging, one writer and several
//! readers, and is one process's alone ([`Database::take_over`]); a PostgreSQL may be shared by several
//! ([`Database::connect`]), which hear of each other's events by [`Database::bus`] and agree on who does what only one should
//! by [`Database::try_lead`].
//!
//! # How to extend it
//! A new column or table is a new file under `migrations/sqlite/` and one under `migrations/postgres/` (never a change of
//! an old one), and a name in `moving.rs`. A new method of the port gets one function under `src/database/`, with
//! statements in words that both databases know; where they differ, `sql::Statement` holds two. A transaction that reads
//! in order to write, or that tells an event, begins with `Database::begin`. `tests/contract/` holds what every store must
//! do, and runs on both.

mod api_keys;
mod bus;
mod database;
mod migrations;
mod moving;
mod postgres;
mod row;
mod sessions;
mod sql;
mod sqlite;

pub use api_keys::{ApiKey, ApiKeys, Turn, WhichKeys};
pub use bus::LocalBus;
pub use database::Database;
pub use migrations::Schema;
pub use moving::{MoveError, Moved};
pub use postgres::{InvalidUrl, LEAST_CONNECTIONS, Led, PostgresBus, PostgresUrl};
pub use sessions::{AtProvider, Carrier, Failures, HandedOver, OpenSession, Sessions, SignIn, Way, Which};
pub use sqlite::{BackUpError, Ownership, RestoreError, Restoring, TakeOverError};

//! Executions, the outbox, diagnoses, hand-overs, preferences, tallies, events, webhooks and sessions in SQL. The only
//! place that knows SQL.

mod bus;
mod database;
mod migrations;
mod moving;
mod postgres;
mod row;
mod sessions;
mod sql;
mod sqlite;

pub use bus::LocalBus;
pub use database::Database;
pub use moving::{MoveError, Moved};
pub use postgres::{InvalidUrl, LEAST_CONNECTIONS, Led, PostgresBus, PostgresUrl};
pub use sessions::{AtProvider, Carrier, HandedOver, OpenSession, Sessions, SignIn, Way, Which};
pub use sqlite::{Ownership, TakeOverError};

//! Executions, the outbox, diagnoses, hand-overs, preferences, tallies, events, webhooks and sessions in SQL. The only
//! place that knows SQL.
//!
//! [`Sqlite`] is the embedded store: one file, write-ahead logging, one writer, several readers. It fills the ports
//! [`service::Store`] and [`service::Inbox`], and [`Sessions`] keeps browser sessions in the same file. [`LocalBus`]
//! wakes listeners within this process.
//!
//! # How to extend it
//! A new column or table is a new file under `migrations/sqlite/` (never a change of an old one), and a new method of
//! the port gets one function under `src/sqlite/`. `tests/contract/` holds what every store must do.

mod bus;
mod sessions;
mod sqlite;

pub use bus::LocalBus;
pub use sessions::{AtProvider, Carrier, HandedOver, OpenSession, Sessions, SignIn, Way, Which};
pub use sqlite::{Ownership, Sqlite, TakeOverError};

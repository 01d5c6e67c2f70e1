//! What only a database can do that several processes share: it tells them of each other, and goes away and comes back.

mod bus;
mod copies;
mod leadership;
mod moving;
mod sessions;
mod sharing;

use store::Database;

use crate::support::{Backend as _, PostgresDatabase};

/// Two processes on one database.
async fn two(database: &PostgresDatabase) -> (Database, Database) {
    (database.database().await, database.database().await)
}

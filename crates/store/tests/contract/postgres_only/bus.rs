//! Whoever listens in one process is woken by what another one stores, whatever becomes of the connection.

use std::{sync::Arc, time::Duration};

use service::{Bus, EventKind, Store as _};
use store::Database;
use tokio::sync::watch;

use super::two;
use crate::support::{PostgresDatabase, at, kim, robin};

/// So long that a test which waits for it does not end.
const NEVER: Duration = Duration::from_secs(86_400);

/// A bus that hears, and somebody who listens on it.
async fn listening(database: &Database, every: Duration) -> (Arc<dyn Bus>, watch::Receiver<u64>) {
    let bus = database.bus(every);
    let mut listener = bus.listen(&robin());
    // Everybody is woken when it begins to hear.
    listener.changed().await.unwrap();
    (bus, listener)
}

async fn tell(database: &Database) {
    database
        .append(&robin(), &EventKind::Figures, at(1))
        .await
        .unwrap();
}

#[tokio::test]
async fn what_one_process_stores_wakes_in_another_and_nobody_else() {
    let database = PostgresDatabase::new();
    let (one, other) = two(&database).await;
    let (bus, mut listener) = listening(&one, NEVER).await;
    let theirs = bus.listen(&kim());
    let before = bus.wakes();
    tell(&other).await;
    listener.changed().await.unwrap();
    assert!(bus.wakes() > before);
    assert!(!theirs.has_changed().unwrap());
}

#[tokio::test]
async fn whoever_stores_wakes_their_own_at_once() {
    let database = PostgresDatabase::new();
    let (one, _) = two(&database).await;
    let (bus, mut listener) = listening(&one, NEVER).await;
    listener.borrow_and_update();
    bus.wake(&robin());
    assert!(listener.has_changed().unwrap());
}

#[tokio::test]
async fn what_did_not_happen_wakes_nobody() {
    let database = PostgresDatabase::new();
    let (one, other) = two(&database).await;
    let (bus, mut listener) = listening(&one, NEVER).await;
    let mut undone = database.connection().await;
    let mut tx = sqlx::Connection::begin(&mut undone).await.unwrap();
    sqlx::query("SELECT pg_notify('deskside_events_' || md5(current_schema()), '9 kim@example.com')")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.rollback().await.unwrap();
    let theirs = bus.listen(&kim());
    tell(&other).await;
    listener.changed().await.unwrap();
    assert!(!theirs.has_changed().unwrap());
}

#[tokio::test]
async fn what_is_stored_while_the_connection_is_lost_wakes_when_it_is_back() {
    let database = PostgresDatabase::new();
    let (one, other) = two(&database).await;
    let (_bus, mut listener) = listening(&one, NEVER).await;
    database.allow_connections(false).await;
    assert_eq!(database.terminate("LISTEN").await, 1);
    listener.borrow_and_update();
    tell(&other).await;
    assert!(!listener.has_changed().unwrap(), "nobody can have heard of it");
    database.allow_connections(true).await;
    listener.changed().await.unwrap();
}

#[tokio::test]
async fn what_was_not_told_is_found_and_the_connection_is_made_anew() {
    let database = PostgresDatabase::new();
    let (one, _) = two(&database).await;
    let (_bus, mut listener) = listening(&one, Duration::from_millis(5)).await;
    let mut connection = database.connection().await;
    // It cannot be made anew yet, so whoever is woken was woken by who looked.
    database.allow_connections(false).await;
    listener.borrow_and_update();
    // As it is for a connection that is dead without either side knowing.
    let stored = sqlx::raw_sql(
        "UPDATE event_ids SET last = last + 1;
         INSERT INTO events (id, employee, body, at)
         SELECT last, 'robin@example.com', '{\"kind\":\"figures\"}', 1 FROM event_ids",
    );
    stored.execute(&mut connection).await.unwrap();
    listener.changed().await.unwrap();
    database.allow_connections(true).await;
    listener.changed().await.unwrap();
}

//! A database that was made of a dump: what waits in it may have been sent since.

use service::{HandOvers as _, Store as _, StoreError};
use sqlx::Executor as _;
use store::Database;

use crate::{
    hand_overs::{self, about_run, handed},
    support::{HOLD, PostgresDatabase, at, lease_one, postgres::CONNECTIONS, press},
};

async fn opened(database: &PostgresDatabase) -> Database {
    Database::connect(&database.url().await, CONNECTIONS)
        .await
        .unwrap()
}

async fn begins(store: &Database, now: i64) -> [Result<(), StoreError>; 2] {
    let lease = lease_one(store, now).await;
    let handed = hand_overs::lease_one(store, now).await;
    [
        store.begin_send(&lease, HOLD, at(now)).await,
        store
            .begin_hand_over(&handed, &hand_overs::begun(&handed, now), at(now))
            .await,
    ]
}

#[tokio::test]
async fn what_waits_in_a_copy_is_not_sent_before_it_is_adopted() {
    let database = PostgresDatabase::new();
    let original = opened(&database).await;
    press(1).placed(&original).await;
    hand_overs::place(&original, &handed(1, about_run(1))).await;
    original.close().await;

    let copy = opened(&database.copied().await).await;
    assert!(copy.is_copy().await.unwrap());
    for begun in begins(&copy, 1000).await {
        assert!(matches!(begun, Err(StoreError::Copy)), "{begun:?}");
    }
    copy.adopt().await.unwrap();
    assert!(!copy.is_copy().await.unwrap());
    for begun in begins(&copy, 2000).await {
        begun.unwrap();
    }

    let original = opened(&database).await;
    assert!(!original.is_copy().await.unwrap());
    for begun in begins(&original, 1000).await {
        begun.unwrap();
    }
}

#[tokio::test]
async fn a_process_that_works_on_while_tables_are_put_back_sends_nothing_of_them() {
    let database = PostgresDatabase::new();
    let store = opened(&database).await;
    press(1).placed(&store).await;
    hand_overs::place(&store, &handed(1, about_run(1))).await;
    assert!(!store.is_copy().await.unwrap());
    // As `pg_restore --clean` does.
    let anew = "ALTER TABLE outbox RENAME TO was; CREATE TABLE outbox (LIKE was INCLUDING ALL);
                INSERT INTO outbox OVERRIDING SYSTEM VALUE SELECT * FROM was; DROP TABLE was CASCADE";
    database.connection().await.execute(anew).await.unwrap();
    assert!(store.is_copy().await.unwrap());
    for begun in begins(&store, 1000).await {
        assert!(matches!(begun, Err(StoreError::Copy)), "{begun:?}");
    }
}

#[tokio::test]
async fn what_is_not_whole_yet_is_a_copy() {
    let database = PostgresDatabase::new();
    let store = opened(&database).await;
    database
        .connection()
        .await
        .execute("DELETE FROM this_database")
        .await
        .unwrap();
    assert!(store.is_copy().await.unwrap());
    store.adopt().await.unwrap();
    assert!(!store.is_copy().await.unwrap());
}

//! One process works on an SQLite database at a time, and one that was killed leaves nothing held.

use jiff::SignedDuration;
use service::Store as _;
use store::{Sqlite, TakeOverError};
use tempfile::TempDir;

use crate::support::{at, lease_one, press};

#[tokio::test]
async fn a_second_process_is_turned_away() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("store.db");
    let (first, second) = (
        Sqlite::open(&file).await.unwrap(),
        Sqlite::open(&file).await.unwrap(),
    );
    let held = first.take_over(&file).await.unwrap();
    let refused = second.take_over(&file).await;
    assert!(matches!(refused, Err(TakeOverError::InUse)), "{refused:?}");
    drop(held);
    drop(second.take_over(&file).await.unwrap());
}

#[tokio::test]
async fn what_a_killed_process_held_is_free_at_once() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("store.db");
    let store = Sqlite::open(&file).await.unwrap();
    press(1).placed(&store).await;
    let held = lease_one(&store, 0).await;
    store.begin_send(&held, at(1)).await.unwrap();
    let next = Sqlite::open(&file).await.unwrap();
    assert!(
        next.lease(1, SignedDuration::from_secs(9), at(2))
            .await
            .unwrap()
            .is_empty()
    );
    let _ownership = next.take_over(&file).await.unwrap();
    let found = lease_one(&next, 2).await;
    assert_eq!(
        (found.attempt, found.begun_at),
        (2, Some(at(1))),
        "it is known as begun"
    );
}

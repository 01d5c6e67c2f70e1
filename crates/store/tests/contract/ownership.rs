//! One process works on an SQLite database at a time, and one that was killed leaves nothing held.

use jiff::SignedDuration;
use service::{HandOvers as _, Store as _};
use store::{Database, TakeOverError};
use tempfile::TempDir;

use crate::{
    hand_overs::{self, about_run, handed},
    support::{HOLD, at, lease_one, press},
};

#[tokio::test]
async fn a_second_process_is_turned_away() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("store.db");
    let first = Database::take_over(&file).await.unwrap();
    let refused = Database::take_over(&file).await;
    assert!(matches!(refused, Err(TakeOverError::InUse)), "{refused:?}");
    drop(first);
    drop(Database::take_over(&file).await.unwrap());
}

#[tokio::test]
async fn one_that_is_turned_away_has_changed_nothing() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("store.db");
    let held = std::fs::File::create(folder.path().join("store.db.lock")).unwrap();
    held.lock().unwrap();
    assert!(matches!(
        Database::take_over(&file).await,
        Err(TakeOverError::InUse)
    ));
    assert!(!file.exists(), "there is not even a database");
}

#[tokio::test]
async fn what_a_killed_process_held_is_free_at_once() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("store.db");
    let killed = Database::open_file(&file).await.unwrap();
    press(1).placed(&killed).await;
    let held = lease_one(&killed, 0).await;
    killed.begin_send(&held, HOLD, at(1)).await.unwrap();
    let soon = killed
        .lease(1, SignedDuration::from_secs(9), at(2))
        .await
        .unwrap();
    assert!(soon.is_empty());
    hand_overs::place(&killed, &handed(1, about_run(1))).await;
    let handed_over = hand_overs::lease_one(&killed, 2).await;
    let begun = hand_overs::begun(&handed_over, 2);
    killed.begin_hand_over(&handed_over, &begun, at(2)).await.unwrap();
    let (next, _ownership) = Database::take_over(&file).await.unwrap();
    assert_eq!(hand_overs::lease_one(&next, 2).await.hand_over, begun);
    let found = lease_one(&next, 2).await;
    assert_eq!(
        (found.attempt, found.begun_at),
        (2, Some(at(1))),
        "it is known as begun"
    );
}

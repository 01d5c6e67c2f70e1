//! Of several processes one leads, and when it is gone another one does.

use std::sync::Arc;

use futures::future::join_all;
use service::SystemClock;
use store::{Database, Led, Sessions};
use tower_sessions_core::session::Id;

use super::two;
use crate::support::{Backend as _, PostgresDatabase, SqliteFile};

async fn try_all(processes: &[Database]) -> Vec<Option<Led>> {
    let tries = processes.iter().map(|process| process.try_lead("watching"));
    join_all(tries).await.into_iter().map(Result::unwrap).collect()
}

/// Tries until somebody leads: the database notices a moment later that a process is gone.
async fn wait_for_one(processes: &[Database]) -> Vec<Led> {
    loop {
        let led: Vec<Led> = try_all(processes).await.into_iter().flatten().collect();
        if !led.is_empty() {
            return led;
        }
    }
}

async fn three(database: &PostgresDatabase) -> Vec<Database> {
    let (one, two) = two(database).await;
    vec![one, two, database.database().await]
}

#[tokio::test]
async fn of_three_one_leads_until_it_is_killed() {
    let database = PostgresDatabase::new();
    let processes = three(&database).await;
    let led = try_all(&processes).await;
    assert_eq!(led.iter().flatten().count(), 1);
    assert_eq!(try_all(&processes).await.iter().flatten().count(), 0);

    let mut leader = led.into_iter().flatten().next().unwrap();
    assert!(leader.still_holds().await);
    // The last thing that it asked.
    assert_eq!(database.terminate("SELECT 1").await, 1);
    assert!(!leader.still_holds().await);
    assert_eq!(wait_for_one(&processes).await.len(), 1);
}

#[tokio::test]
async fn who_lets_go_is_followed_by_another() {
    let database = PostgresDatabase::new();
    let processes = three(&database).await;
    drop(try_all(&processes).await);
    assert_eq!(wait_for_one(&processes).await.len(), 1);
}

#[tokio::test]
async fn each_thing_is_led_for_itself() {
    let database = PostgresDatabase::new();
    let (one, other) = two(&database).await;
    let watching = one.try_lead("watching").await.unwrap();
    let forgetting = other.try_lead("forgetting").await.unwrap();
    assert!(watching.is_some() && forgetting.is_some());
}

#[tokio::test]
async fn what_a_session_is_followed_with_is_renewed_by_one_at_a_time() {
    let database = PostgresDatabase::new();
    let (one, other) = two(&database).await;
    let clock = Arc::new(SystemClock::default());
    let (here, there) = (Sessions::new(one, clock.clone()), Sessions::new(other, clock));
    let held = here.alone(Id(1)).await.unwrap();
    drop(there.alone(Id(2)).await.unwrap());
    let waits = tokio::spawn(async move { there.alone(Id(1)).await.map(drop) });
    database.wait_for_a_waiter().await;
    assert!(!waits.is_finished());
    drop(held);
    waits.await.unwrap().unwrap();
}

#[tokio::test]
async fn whoever_has_an_sqlite_file_leads() {
    let file = SqliteFile::new();
    let mut led = file.database().await.try_lead("watching").await.unwrap().unwrap();
    assert!(led.still_holds().await);
}

//! A database that several installations and processes use, and that goes away and comes back.

use std::sync::Arc;

use service::{Directory as _, DirectorySet, EventKind, HandOvers as _, Store as _, StoreError};
use sqlx::Executor as _;
use store::{Database, PostgresUrl};
use throwaway_postgres::Cluster;

use crate::{
    hand_overs::{self, about_run, handed},
    support::{HOLD, PostgresDatabase, at, events_of, lease_one, postgres::CONNECTIONS, press, robin},
};

#[tokio::test]
async fn a_restart_of_the_database_heals_by_itself() {
    let cluster = Cluster::start().unwrap();
    let url: PostgresUrl = cluster.url().parse().unwrap();
    let database = Database::connect(&url, CONNECTIONS).await.unwrap();
    let queued = press(1).placed(&database).await;
    cluster.pause().unwrap();
    let failed = database.execution(&queued.order.id).await;
    assert!(matches!(failed, Err(StoreError::Database(_))), "{failed:?}");
    let failed = database.append(&robin(), &EventKind::Figures, at(1)).await;
    assert!(matches!(failed, Err(StoreError::Database(_))), "{failed:?}");
    cluster.resume().unwrap();
    assert_eq!(lease_one(&database, 1).await.execution, queued);
    database
        .append(&robin(), &EventKind::Figures, at(2))
        .await
        .unwrap();
    assert_eq!(events_of(&database, &robin()).await.len(), 2);
}

#[tokio::test]
async fn two_installations_in_one_database_do_not_meet() {
    let database = PostgresDatabase::new();
    let mut connection = database.connection().await;
    connection
        .execute("CREATE SCHEMA one; CREATE SCHEMA other")
        .await
        .unwrap();
    let one = Database::connect(&database.in_schema("one").await, CONNECTIONS)
        .await
        .unwrap();
    let other = Database::connect(&database.in_schema("other").await, CONNECTIONS)
        .await
        .unwrap();
    press(1).placed(&one).await;
    assert!(other.open().await.unwrap().is_empty());

    // As a process of the first does that is in the middle of a change.
    let lock = "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('deskside writer one', 0))";
    connection.execute(lock).await.unwrap();
    press(2).placed(&other).await;
    let waits = tokio::spawn({
        let one = one.clone();
        async move { press(1).place(&one).await }
    });
    database.wait_for_a_waiter().await;
    assert!(!waits.is_finished());
    connection.execute("COMMIT").await.unwrap();
    waits.await.unwrap();

    let (led, too) = (one.try_lead("watching").await, other.try_lead("watching").await);
    assert!(led.unwrap().is_some() && too.unwrap().is_some());
}

#[tokio::test]
async fn whoever_begins_a_call_holds_it_against_whoever_leases() {
    let database = PostgresDatabase::new();
    let store = Arc::new(
        Database::connect(&database.url().await, CONNECTIONS)
            .await
            .unwrap(),
    );
    hand_overs::place(&*store, &handed(1, about_run(1))).await;
    let lease = hand_overs::lease_one(&*store, 2).await;
    let begun = hand_overs::begun(&lease, 3);
    // Its lease ends while it begins.
    let mut other = database.connection().await;
    let held = "BEGIN; UPDATE hand_overs SET leased_until = leased_until + 60000000, attempt = attempt + 1";
    other.execute(held).await.unwrap();
    let beginning = tokio::spawn({
        let (store, lease) = (store.clone(), lease.clone());
        async move { store.begin_hand_over(&lease, &begun, at(3)).await }
    });
    database.wait_for_a_waiter().await;
    other.execute("COMMIT").await.unwrap();
    let refused = beginning.await.unwrap();
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
}

#[tokio::test]
async fn a_dispatcher_passes_over_what_another_one_takes() {
    let database = PostgresDatabase::new();
    let store = Database::connect(&database.url().await, CONNECTIONS)
        .await
        .unwrap();
    press(1).placed(&store).await;
    let second = crate::support::Press {
        device: 2,
        at: 1,
        ..press(2)
    }
    .placed(&store)
    .await;
    let mut other = database.connection().await;
    let taking = "BEGIN; SELECT id FROM outbox ORDER BY due_at LIMIT 1 FOR UPDATE";
    other.execute(taking).await.unwrap();
    let leased = store.lease(1, HOLD, at(2)).await.unwrap();
    assert_eq!(leased.len(), 1);
    assert_eq!(leased[0].execution, second);
}

#[tokio::test]
async fn a_url_is_shown_without_its_password() {
    let url: PostgresUrl = "postgres://desk:very-secret@db.example.com:5433/deskside"
        .parse()
        .unwrap();
    assert_eq!(url.to_string(), "deskside at db.example.com:5433");
    assert!(!format!("{url:?}").contains("secret"));
    let fault = "mysql://desk:very-secret@db/x"
        .parse::<PostgresUrl>()
        .unwrap_err();
    assert!(!fault.to_string().contains("secret"));
}

#[tokio::test]
async fn sets_of_the_directory_are_put_in_force_one_after_the_other() {
    let database = PostgresDatabase::new();
    let store = Database::connect(&database.url().await, CONNECTIONS)
        .await
        .unwrap();
    let people = [DirectorySet::People];
    store
        .begin_generation(DirectorySet::People, "a", HOLD, at(0))
        .await
        .unwrap();
    // As a process does that puts the devices in force just now.
    let mut other = database.connection().await;
    other
        .execute("BEGIN; UPDATE directory_sets SET as_of = as_of WHERE name = 'devices'")
        .await
        .unwrap();
    let put = store.put_in_force(&people, "a", at(1), "discovery");
    tokio::pin!(put);
    tokio::select! {
        _ = &mut put => panic!("who is listed by log-on was told by half of what is there"),
        () = database.wait_for_a_waiter() => {}
    }
    other.execute("COMMIT").await.unwrap();
    put.await.unwrap();
}

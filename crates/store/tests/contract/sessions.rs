//! Browser sessions: who signed out stays signed out, and what expired is gone.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use async_trait::async_trait;
use jiff::Timestamp;
use service::{Clock, Store};
use store::{ApiKeys, Database, Sessions};
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
};

use crate::support::{Backend, at};

/// Seconds after the tests' midnight.
#[derive(Default)]
struct TestClock(AtomicI64);

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        at(self.0.load(Ordering::SeqCst))
    }

    async fn reached(&self, _: Timestamp) {
        unreachable!("nothing here waits for a time")
    }

    fn new_id(&self) -> uuid::Uuid {
        uuid::Uuid::nil()
    }

    fn new_secret(&self) -> [u8; 32] {
        [0; 32]
    }
}

pub struct Desk {
    pub sessions: Sessions,
    pub store: Database,
    clock: Arc<TestClock>,
}

impl Desk {
    pub async fn open(backend: &impl Backend) -> Self {
        let store = backend.database().await;
        let clock = Arc::new(TestClock::default());
        Self {
            sessions: Sessions::new(store.clone(), clock.clone()),
            store,
            clock,
        }
    }

    /// Another process on the same database, or this one after a restart.
    pub fn another(&self) -> Sessions {
        Sessions::new(self.store.clone(), self.clock.clone())
    }

    /// Keys of chatbots, as a process of their own has them.
    pub fn api_keys(&self) -> ApiKeys {
        ApiKeys::new(self.store.clone(), self.clock.clone())
    }

    pub fn wait_until(&self, seconds: i64) {
        self.clock.0.store(seconds, Ordering::SeqCst);
    }
}

/// A session of this person that ends 100 seconds after midnight.
fn record(id: i128, upn: &str) -> Record {
    Record {
        id: Id(id),
        data: [("upn".to_owned(), serde_json::json!(upn))].into(),
        expiry_date: OffsetDateTime::from_unix_timestamp(at(100).as_second()).unwrap(),
    }
}

pub async fn a_session_is_kept_over_a_restart(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let mut robin = record(1, "robin@example.com");
    desk.sessions.create(&mut robin).await.unwrap();
    assert_eq!(robin.id, Id(1));
    assert_eq!(desk.sessions.load(&Id(1)).await.unwrap(), Some(robin.clone()));
    assert_eq!(desk.another().load(&Id(1)).await.unwrap(), Some(robin));
    assert_eq!(desk.sessions.load(&Id(2)).await.unwrap(), None);
}

pub async fn nobody_gets_a_session_that_is_taken(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let (mut robin, mut kim) = (record(1, "robin@example.com"), record(1, "kim@example.com"));
    desk.sessions.create(&mut robin).await.unwrap();
    desk.sessions.create(&mut kim).await.unwrap();
    assert_ne!(kim.id, Id(1));
    assert_eq!(desk.sessions.load(&Id(1)).await.unwrap(), Some(robin));
    assert_eq!(desk.sessions.load(&kim.id).await.unwrap(), Some(kim));
}

pub async fn a_change_is_seen_at_once(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    desk.sessions
        .create(&mut record(1, "robin@example.com"))
        .await
        .unwrap();
    desk.sessions.load(&Id(1)).await.unwrap();
    let changed = record(1, "robin.lake@example.com");
    desk.sessions.save(&changed).await.unwrap();
    assert_eq!(desk.sessions.load(&Id(1)).await.unwrap(), Some(changed));
}

pub async fn who_signed_out_is_out(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    desk.sessions
        .create(&mut record(1, "robin@example.com"))
        .await
        .unwrap();
    desk.sessions.load(&Id(1)).await.unwrap();
    desk.sessions.delete(&Id(1)).await.unwrap();
    assert_eq!(desk.sessions.load(&Id(1)).await.unwrap(), None);
    assert_eq!(desk.another().load(&Id(1)).await.unwrap(), None);
}

pub async fn a_request_that_ends_after_the_sign_out_does_not_undo_it(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    desk.sessions
        .create(&mut record(1, "robin@example.com"))
        .await
        .unwrap();
    let slow = desk.sessions.load(&Id(1)).await.unwrap().unwrap();
    desk.sessions.delete(&Id(1)).await.unwrap();
    desk.sessions.save(&slow).await.unwrap();
    assert_eq!(desk.sessions.load(&Id(1)).await.unwrap(), None);
}

pub async fn a_page_that_loads_meanwhile_does_not_hold_on_to_a_session(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    for id in 1..=200 {
        desk.sessions
            .create(&mut record(id, "robin@example.com"))
            .await
            .unwrap();
        let page = tokio::spawn({
            let sessions = desk.sessions.clone();
            async move {
                // Sooner or later it comes right between the database and the memory.
                for _ in 0..id * 10 {
                    tokio::task::yield_now().await;
                }
                sessions.load(&Id(id)).await.unwrap()
            }
        });
        desk.sessions.delete(&Id(id)).await.unwrap();
        page.await.unwrap();
        assert_eq!(
            desk.sessions.load(&Id(id)).await.unwrap(),
            None,
            "after {id} sign-outs"
        );
    }
}

pub async fn a_session_ends_on_time_even_where_it_is_held_in_memory(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    desk.sessions
        .create(&mut record(1, "robin@example.com"))
        .await
        .unwrap();
    desk.wait_until(99);
    assert!(desk.sessions.load(&Id(1)).await.unwrap().is_some());
    desk.wait_until(100);
    assert_eq!(desk.sessions.load(&Id(1)).await.unwrap(), None);
    assert_eq!(desk.another().load(&Id(1)).await.unwrap(), None);
}

pub async fn expired_sessions_are_forgotten_and_others_are_not(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    desk.sessions
        .create(&mut record(1, "robin@example.com"))
        .await
        .unwrap();
    assert_eq!(desk.store.forget(at(100), at(100), at(100)).await.unwrap(), 0);
    assert_eq!(desk.store.forget(at(101), at(101), at(101)).await.unwrap(), 1);
}

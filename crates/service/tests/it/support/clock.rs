//! A clock that stands still until a test moves it.

use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use service::Clock;
use tokio::sync::watch;
use uuid::Uuid;

pub struct MockClock {
    now: watch::Sender<Timestamp>,
    ids: AtomicU64,
}

impl MockClock {
    pub fn new() -> Self {
        Self {
            now: watch::Sender::new("2026-03-07T12:00:00Z".parse().unwrap()),
            ids: AtomicU64::new(1),
        }
    }

    pub fn advance(&self, by: SignedDuration) {
        self.now.send_modify(|now| *now += by);
    }
}

#[async_trait]
impl Clock for MockClock {
    fn now(&self) -> Timestamp {
        *self.now.borrow()
    }

    async fn reached(&self, at: Timestamp) {
        self.now.subscribe().wait_for(|now| *now >= at).await.unwrap();
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u64_pair(0x2026, self.ids.fetch_add(1, Ordering::SeqCst))
    }

    fn new_secret(&self) -> [u8; 32] {
        [u8::try_from(self.ids.fetch_add(1, Ordering::SeqCst) % 251).unwrap(); 32]
    }
}

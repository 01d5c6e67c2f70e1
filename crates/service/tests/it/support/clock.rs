//! A clock that stands still until a test moves it.

use std::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use service::Clock;
use uuid::Uuid;

pub struct MockClock {
    now: Mutex<Timestamp>,
    ids: AtomicU64,
}

impl MockClock {
    pub fn new() -> Self {
        Self {
            now: Mutex::new("2026-03-07T12:00:00Z".parse().unwrap()),
            ids: AtomicU64::new(1),
        }
    }

    pub fn advance(&self, by: SignedDuration) {
        *self.now.lock().unwrap() += by;
    }
}

impl Clock for MockClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u64_pair(0x2026, self.ids.fetch_add(1, Ordering::SeqCst))
    }

    fn new_secret(&self) -> [u8; 32] {
        [u8::try_from(self.ids.fetch_add(1, Ordering::SeqCst) % 251).unwrap(); 32]
    }
}

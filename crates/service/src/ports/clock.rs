//! Time, new identifiers and randomness, which come in as a parameter so that tests can foresee them.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use super::steady::{Noticed, Steady};

/// Tells the time, waits for it, and makes what nobody has had before.
#[async_trait]
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Returns when it is this time, or later.
    async fn reached(&self, at: Timestamp);
    /// A new identifier that nobody can guess. Ones made later sort later.
    fn new_id(&self) -> Uuid;
    /// 256 bits that nobody can guess.
    fn new_secret(&self) -> [u8; 32];
}

/// The machine's own clock and randomness. A clock that is set while the process runs does not make it jump.
#[derive(Debug)]
pub struct SystemClock {
    began: Instant,
    steady: Mutex<Steady>,
}

impl Default for SystemClock {
    fn default() -> Self {
        let began = Instant::now();
        Self {
            began,
            steady: Mutex::new(Steady::new(wall(), began.elapsed())),
        }
    }
}

/// Whoever waits for a time looks at the clock this often.
const LOOK: Duration = Duration::from_secs(60);

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the machine's clock"
)]
fn wall() -> Timestamp {
    Timestamp::now()
}

impl SystemClock {
    fn steady(&self) -> MutexGuard<'_, Steady> {
        self.steady.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hears what time the tenant has, which tells whether a leap of the machine's clock is to be believed.
    pub fn hear(&self, told: Timestamp) {
        note(self.steady().hear(told, wall(), self.began.elapsed()));
    }
}

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let (now, noticed) = self.steady().now(wall(), self.began.elapsed());
        note(noticed);
        now
    }

    async fn reached(&self, at: Timestamp) {
        // Not all at once: the clock may be corrected meanwhile.
        while let Ok(left @ 1..) = u64::try_from(at.duration_since(self.now()).as_micros()) {
            tokio::time::sleep(Duration::from_micros(left).min(LOOK)).await;
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that makes identifiers"
    )]
    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn new_secret(&self) -> [u8; 32] {
        rand::random()
    }
}

fn note(noticed: Noticed) {
    match noticed {
        Noticed::Nothing => {}
        Noticed::Jumped(by) => {
            tracing::warn!(
                seconds = by.as_secs(),
                "this machine's clock has jumped; it is not followed until the tenant confirms it"
            );
        }
        Noticed::Followed => tracing::info!("the tenant confirms this machine's clock; it is followed again"),
        Noticed::Overruled(by) => {
            tracing::warn!(
                seconds = by.as_secs(),
                "the tenant has another time than this machine; its time is taken"
            );
        }
    }
}

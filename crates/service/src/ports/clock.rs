//! Time, new identifiers and randomness, which come in as a parameter so that tests can foresee them.

use jiff::Timestamp;
use uuid::Uuid;

/// Tells the time and makes what nobody has had before.
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// A new identifier that nobody can guess. Ones made later sort later.
    fn new_id(&self) -> Uuid;
    /// 256 bits that nobody can guess.
    fn new_secret(&self) -> [u8; 32];
}

/// The machine's own clock and randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the machine's clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
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

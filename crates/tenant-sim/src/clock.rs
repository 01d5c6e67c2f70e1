//! The simulator's own clock.
//!
//! It shows the machine's time plus an offset that only ever grows, by `POST /clock/advance`. Stamps are therefore
//! wall-clock stamps whatever the time scale is. The *time scale* says how much faster than in life things happen on
//! devices: how soon an execution is picked up, how long it runs, how often a device reports. With a scale of 10, a run
//! of 10 s ends after 1 s and is stamped so. What the tenant promises in minutes (the life of a token, the expiry of an
//! execution, an export's file) is not scaled; to see the end of those, advance the clock.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

/// The simulator's clock.
#[derive(Debug)]
pub struct SimClock {
    offset_ms: AtomicI64,
    time_scale: f64,
    moved: Notify,
}

impl SimClock {
    /// A clock that shows the machine's time. `time_scale` is how much faster than in life devices act.
    pub fn new(time_scale: f64) -> Self {
        Self {
            offset_ms: AtomicI64::new(0),
            time_scale,
            moved: Notify::new(),
        }
    }

    /// What time it is in the tenant.
    #[expect(
        clippy::disallowed_methods,
        reason = "the simulator's one reading of the machine's clock"
    )]
    pub fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_millis(self.offset_ms.load(Ordering::Acquire))
    }

    /// Lets time pass at once.
    pub fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.offset_ms.fetch_add(millis, Ordering::AcqRel);
        self.moved.notify_waiters();
        self.moved.notify_one();
    }

    /// How long here something takes that takes `seconds` on a device.
    pub fn scaled(&self, seconds: f64) -> SignedDuration {
        SignedDuration::try_from_secs_f64(seconds / self.time_scale).unwrap_or(SignedDuration::ZERO)
    }

    /// Returns when the clock shows `moment`, or when it was advanced: look again then.
    pub async fn reached_or_moved(&self, moment: Timestamp) {
        let left = Duration::try_from(moment.duration_since(self.now())).unwrap_or(Duration::ZERO);
        tokio::select! {
            () = tokio::time::sleep(left) => {}
            () = self.moved.notified() => {}
        }
    }
}

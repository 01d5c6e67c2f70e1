//! At most so many calls a second, whichever webhook they are of.

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::Instant;

use crate::sync::lock;

/// One call in a quarter of an hour; whoever wants none at all removes the webhooks.
const SLOWEST: f64 = 1.0 / 900.0;

/// Whose turn it is when.
#[derive(Debug, Default)]
pub struct Throttle {
    next: Mutex<Option<Instant>>,
}

impl Throttle {
    /// Returns when the caller may make one call.
    pub async fn turn(&self, per_second: Option<f64>) {
        if let Some(per_second) = per_second.filter(|rate| rate.is_finite() && *rate > 0.0) {
            tokio::time::sleep_until(self.slot(Instant::now(), per_second.max(SLOWEST))).await;
        }
    }

    /// The next moment that is free.
    fn slot(&self, now: Instant, per_second: f64) -> Instant {
        let mut next = lock(&self.next);
        let slot = next.map_or(now, |next| next.max(now));
        *next = Some(slot + Duration::from_secs_f64(1.0 / per_second));
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_spread_over_the_second() {
        let throttle = Throttle::default();
        let start = Instant::now();
        let at = |millis: u64| start + Duration::from_millis(millis);
        assert_eq!(throttle.slot(start, 20.0), start);
        assert_eq!(throttle.slot(start, 20.0), at(50));
        assert_eq!(throttle.slot(at(60), 20.0), at(100));
        // Nothing is saved up while nobody calls.
        assert_eq!(throttle.slot(at(5_000), 20.0), at(5_000));
        assert_eq!(throttle.slot(at(5_000), 20.0), at(5_050));
    }
}

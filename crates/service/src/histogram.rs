//! How long things took, by how many took no longer than so long. Counting must cost nothing: it is all atomics.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use jiff::SignedDuration;

/// The upper bounds, in milliseconds. What took longer than the last is counted beyond them.
const BOUNDS: [u64; 12] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000];

/// Counts how long things took.
#[derive(Debug, Default)]
pub struct Histogram {
    /// Those of each bound that are beyond the one before.
    within: [AtomicU64; BOUNDS.len()],
    beyond: AtomicU64,
    micros: AtomicU64,
}

/// How long things took until now.
#[derive(Debug, Clone, PartialEq)]
pub struct Durations {
    /// For each bound in seconds, how many took no longer; growing.
    pub up_to: [(f64, u64); BOUNDS.len()],
    /// How many there were.
    pub count: u64,
    /// How long they took together, in seconds.
    pub seconds: f64,
}

impl Histogram {
    /// Something took so long.
    pub fn record(&self, took: SignedDuration) {
        // A clock that is corrected meanwhile can make it negative.
        let micros = u64::try_from(took.as_micros()).unwrap_or_default();
        let slot = BOUNDS.iter().position(|bound| micros <= bound * 1_000);
        let slot = slot.and_then(|at| self.within.get(at)).unwrap_or(&self.beyond);
        slot.fetch_add(1, Relaxed);
        self.micros.fetch_add(micros, Relaxed);
    }

    /// What was counted until now.
    #[must_use]
    pub fn durations(&self) -> Durations {
        let mut count = 0;
        let mut up_to = [(0.0, 0); BOUNDS.len()];
        for ((held, bound), entry) in self.within.iter().zip(BOUNDS).zip(&mut up_to) {
            count += held.load(Relaxed);
            *entry = (in_seconds(bound, 1e3), count);
        }
        Durations {
            up_to,
            // Of the same reads, so that no bound has more than all.
            count: count + self.beyond.load(Relaxed),
            seconds: in_seconds(self.micros.load(Relaxed), 1e6),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "it is exact for centuries of microseconds"
)]
fn in_seconds(count: u64, a_second: f64) -> f64 {
    count as f64 / a_second
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::{BOUNDS, Histogram};

    #[test]
    fn each_is_counted_below_every_bound_that_it_does_not_exceed() {
        let histogram = Histogram::default();
        for millis in [-3, 5, 6, 1_000, 30_000, 30_001] {
            histogram.record(SignedDuration::from_millis(millis));
        }
        let counted = histogram.durations();
        let at = |seconds: f64| counted.up_to.iter().find(|bound| bound.0 == seconds).unwrap().1;
        assert_eq!((at(0.005), at(0.01), at(0.5), at(1.0)), (2, 3, 3, 4));
        assert_eq!((at(10.0), at(30.0), counted.count), (4, 5, 6));
        assert!((counted.seconds - 61.012).abs() < 1e-9, "{}", counted.seconds);
        assert!(BOUNDS.is_sorted());
    }
}

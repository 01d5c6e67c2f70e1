//! When an export is asked about again.

use jiff::{SignedDuration, Timestamp};

/// An export that takes longer is asked for again. Nexthink keeps its file for 15 minutes.
pub const LONGEST: SignedDuration = SignedDuration::from_mins(14);

/// How long to wait at least and at most.
const WAITS: (SignedDuration, SignedDuration) = (SignedDuration::from_secs(5), SignedDuration::from_mins(4));

/// When an export that was begun then and is not ready now is asked about again: when it has taken twice as long, within
/// bounds. `None` when it takes too long. One of nine minutes is asked about nine times, so those of a day fit into the
/// usual thousand calls.
pub fn again_at(began: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let taken = now.duration_since(began);
    let (shortest, longest) = WAITS;
    let last = began.saturating_add(LONGEST).unwrap_or(Timestamp::MAX);
    let next = now.saturating_add(taken.clamp(shortest, longest)).unwrap_or(last);
    (taken < LONGEST).then(|| next.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After how many seconds an export is asked about that is ready after so many.
    fn asked(ready_after: i64) -> Vec<i64> {
        let began = "2026-03-07T12:00:00Z".parse::<Timestamp>().unwrap();
        let after = |at: Timestamp| at.duration_since(began).as_secs();
        let asks = std::iter::successors(Some(began), |now| match after(*now) >= ready_after {
            true => None,
            false => again_at(began, *now),
        });
        asks.map(after).collect()
    }

    #[test]
    fn what_takes_its_time_is_asked_about_ever_less_often_and_given_up_at_last() {
        assert_eq!(asked(0), [0]);
        assert_eq!(asked(3), [0, 5]);
        assert_eq!(asked(60), [0, 5, 10, 20, 40, 80]);
        assert_eq!(asked(560), [0, 5, 10, 20, 40, 80, 160, 320, 560]);
        let all = [0, 5, 10, 20, 40, 80, 160, 320, 560, 800, 840];
        assert_eq!(asked(900), all, "its file would be gone");
    }

    #[test]
    fn a_days_exports_fit_into_the_usual_thousand_calls() {
        let (exports, begins) = (4 * 24, 1);
        assert!(exports * (begins + asked(560).len()) < 1_000);
    }
}

//! How often a device reports, as far as somebody has watched it.

use jiff::{SignedDuration, Timestamp};

/// How many times between two reports are remembered.
const REMEMBERED: usize = 4;

/// What is known of how often a device reports. It is never guessed: who looks once an hour sees a report an hour, however
/// often it reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// The latest report, and when was last seen that it was still the latest.
    latest: Option<(Timestamp, Timestamp)>,
    gaps: Vec<SignedDuration>,
}

impl Rhythm {
    /// Somebody looks at `at`, and the device has last reported at `reported_at`.
    pub fn see(&mut self, reported_at: Timestamp, at: Timestamp) {
        if let Some((report, still)) = &mut self.latest {
            if reported_at <= *report {
                *still = at;
                return;
            }
            let (gap, silent) = (reported_at.duration_since(*report), still.duration_since(*report));
            // With a steady rhythm, no report in the first half means none in between.
            if silent > gap / 2 {
                self.gaps.push(gap);
                let old = self.gaps.len().saturating_sub(REMEMBERED);
                self.gaps.drain(..old);
            }
        }
        self.latest = Some((reported_at, at));
    }

    /// How often it reports, once the last two times between reports were about as long as each other.
    #[must_use]
    pub fn every(&self) -> Option<SignedDuration> {
        let [.., before, last] = self.gaps.as_slice() else {
            return None;
        };
        let alike = (*before - *last).abs() <= *before.min(last) / 5;
        alike.then(|| (*before + *last) / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
    }

    /// A device that reports every ten minutes, looked at in these minutes.
    fn watched(minutes: &[i64]) -> Option<i64> {
        let mut rhythm = Rhythm::default();
        for at in minutes {
            rhythm.see(minute(at / 10 * 10), minute(*at));
        }
        rhythm.every().map(|every| every.as_mins())
    }

    #[test]
    fn who_looks_between_the_reports_learns_the_rhythm() {
        assert_eq!(watched(&[0, 7, 11, 18, 21]), Some(10));
        assert_eq!(watched(&[0, 7, 11, 18]), None, "one time between reports is none");
    }

    #[test]
    fn who_looks_seldom_learns_nothing() {
        assert_eq!(watched(&[0, 60, 120, 180, 240]), None);
        assert_eq!(watched(&[0, 3, 30, 33, 60, 63, 90]), None);
    }

    #[test]
    fn a_night_is_no_rhythm() {
        let mut rhythm = Rhythm::default();
        for (report, at) in [(0, 0), (0, 7), (10, 11), (10, 600), (620, 621)] {
            rhythm.see(minute(report), minute(at));
        }
        assert_eq!(rhythm.every(), None);
    }
}

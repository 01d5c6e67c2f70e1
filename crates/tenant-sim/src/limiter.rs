//! Counts calls against the tenant's limits.

use jiff::{SignedDuration, Timestamp};

use crate::options::Limits;

/// How much too early a call may come: networks are not punctual.
const TOLERANCE: SignedDuration = SignedDuration::from_millis(100);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Who has called how often.
#[derive(Debug, Default)]
pub struct Limiter {
    next_query: Option<Timestamp>,
    queries: Daily,
    exports: Daily,
}

/// A call is refused; one at this time would not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// When to try again.
    pub until: Timestamp,
}

#[derive(Debug, Default)]
struct Daily {
    since: Option<Timestamp>,
    count: u32,
}

impl Limiter {
    /// Counts an `nql/execute` call, or refuses it. A refused call does not count.
    ///
    /// # Errors
    /// When there were too many.
    pub fn query(&mut self, limits: &Limits, now: Timestamp) -> Result<(), TooMany> {
        if let (Some(per_second), Some(next)) = (limits.queries_per_second, self.next_query)
            && now + TOLERANCE < next
            && per_second > 0.0
        {
            return Err(TooMany { until: next });
        }
        self.queries.count(limits.queries_per_day, now)?;
        if let Some(per_second) = limits.queries_per_second.filter(|rate| *rate > 0.0) {
            let gap = SignedDuration::try_from_secs_f64(1.0 / per_second).unwrap_or(SignedDuration::ZERO);
            self.next_query = Some(self.next_query.map_or(now, |next| next.max(now)) + gap);
        }
        Ok(())
    }

    /// Counts an export. It is never refused: its status is, see [`Limiter::export_status`].
    pub fn export(&mut self, now: Timestamp) {
        // Without a limit there is nothing to refuse.
        let _ = self.exports.count(None, now);
    }

    /// Refuses the status of exports once there were too many of them.
    ///
    /// # Errors
    /// When there were.
    pub fn export_status(&self, limits: &Limits) -> Result<(), TooMany> {
        match (limits.exports_per_day, self.exports.since) {
            (Some(limit), Some(since)) if self.exports.count > limit => Err(TooMany { until: since + DAY }),
            _ => Ok(()),
        }
    }
}

impl Daily {
    fn count(&mut self, limit: Option<u32>, now: Timestamp) -> Result<(), TooMany> {
        let since = *self.since.get_or_insert(now);
        if now >= since + DAY {
            (self.since, self.count) = (Some(now), 0);
        }
        if limit.is_some_and(|limit| self.count >= limit) {
            return Err(TooMany { until: since + DAY });
        }
        self.count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_millis(millis)
    }

    #[test]
    fn one_query_a_second_with_a_little_tolerance() {
        let (mut limiter, limits) = (Limiter::default(), Limits::default());
        assert_eq!(limiter.query(&limits, at(0)), Ok(()));
        assert_eq!(limiter.query(&limits, at(400)), Err(TooMany { until: at(1_000) }));
        assert_eq!(limiter.query(&limits, at(950)), Ok(()));
        assert_eq!(
            limiter.query(&limits, at(1_500)),
            Err(TooMany { until: at(2_000) }),
            "early calls do not add up"
        );
        assert_eq!(limiter.query(&Limits::none(), at(1_500)), Ok(()));
    }

    #[test]
    fn a_daily_limit_ends_with_its_day() {
        let limits = Limits {
            queries_per_second: None,
            queries_per_day: Some(2),
            ..Limits::default()
        };
        let mut limiter = Limiter::default();
        assert!(limiter.query(&limits, at(0)).is_ok());
        assert!(limiter.query(&limits, at(1)).is_ok());
        assert_eq!(
            limiter.query(&limits, at(2)),
            Err(TooMany {
                until: at(86_400_000)
            })
        );
        assert!(limiter.query(&limits, at(86_400_000)).is_ok());
    }
}

//! Buckets of time for `summarize … by 1d`.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Unit};
use nql::ast::{Period, TimeUnit};

use super::QueryError;
use super::frame::Frame;

/// How moments fall into buckets: from the time frame's start on, days by the tenant's zone.
#[derive(Clone, Debug)]
pub struct Buckets {
    period: Period,
    origin: Timestamp,
    zone: TimeZone,
}

impl Buckets {
    /// Buckets of this length. Minutes come in quarters of an hour (vendor's documentation), unless the samples are `fine`.
    pub fn new(period: Period, frame: Frame, fine: bool, zone: &TimeZone) -> Result<Self, QueryError> {
        if !fine && period.unit == TimeUnit::Minute && !period.count.is_multiple_of(15) {
            return Err(QueryError::Timeframe(
                "a bucket in minutes must be a multiple of 15".to_owned(),
            ));
        }
        let bounded = if frame == Frame::ALWAYS {
            Timestamp::UNIX_EPOCH
        } else {
            frame.start
        };
        let midnight = bounded
            .to_zoned(zone.clone())
            .start_of_day()
            .map(|day| day.timestamp());
        let origin = if period.unit == TimeUnit::Day {
            midnight.unwrap_or(bounded)
        } else {
            bounded
        };
        Ok(Self {
            period,
            origin,
            zone: zone.clone(),
        })
    }

    /// The bucket of `moment`: its start and its end.
    pub fn around(&self, moment: Timestamp) -> (Timestamp, Timestamp) {
        if self.period.unit == TimeUnit::Day {
            return self.days_around(moment).unwrap_or((moment, moment));
        }
        let length = i64::try_from(self.period.milliseconds()).unwrap_or(i64::MAX);
        let since = i64::try_from(moment.duration_since(self.origin).as_millis()).unwrap_or_default();
        let start = self.origin + SignedDuration::from_millis(since.div_euclid(length) * length);
        (start, start + SignedDuration::from_millis(length))
    }

    fn days_around(&self, moment: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let first = self.origin.to_zoned(self.zone.clone());
        let days = moment
            .to_zoned(self.zone.clone())
            .date()
            .since((Unit::Day, first.date()))
            .ok()?
            .get_days();
        let length = i32::try_from(self.period.count).ok()?;
        let start = first
            .checked_add(i64::from(days.div_euclid(length) * length).days())
            .ok()?;
        let end = start.checked_add(i64::from(length).days()).ok()?;
        Some((start.timestamp(), end.timestamp()))
    }
}

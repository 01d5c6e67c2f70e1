//! Moments as people write them. The server knows no time zone, so it says UTC; the browser puts the local time in.

use jiff::{Timestamp, tz::Offset};

use super::Texts;
use crate::age::Age;

impl Texts {
    /// "4 min ago".
    #[must_use]
    pub fn age(&self, at: Timestamp, now: Timestamp) -> String {
        match Age::of(now.duration_since(at).as_secs()) {
            Age::Now => self.age_now.to_string(),
            Age::Minutes(n) => self.age_minutes(&n.to_string()),
            Age::Hours(n) => self.age_hours(&n.to_string()),
            Age::Days(n) => self.age_days(&n.to_string()),
        }
    }

    /// "14:02 UTC", with the date in front when it is not the day of `now`.
    #[must_use]
    pub fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        let (utc, today) = (Offset::UTC.to_datetime(at), Offset::UTC.to_datetime(now));
        let time = format!("{:02}:{:02}", utc.hour(), utc.minute());
        if utc.date() == today.date() {
            self.clock(&time)
        } else {
            self.date_clock(&self.day(at), &time)
        }
    }

    /// "21 Nov 2026, 14:02:11 UTC".
    #[must_use]
    pub fn stamp(&self, at: Timestamp) -> String {
        let utc = Offset::UTC.to_datetime(at);
        let time = format!("{:02}:{:02}:{:02}", utc.hour(), utc.minute(), utc.second());
        self.date_clock(&format!("{} {}", self.day(at), utc.year()), &time)
    }

    /// "8 Nov", by UTC.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> String {
        let utc = Offset::UTC.to_datetime(at);
        let month = match utc.month() {
            1 => &self.month_1,
            2 => &self.month_2,
            3 => &self.month_3,
            4 => &self.month_4,
            5 => &self.month_5,
            6 => &self.month_6,
            7 => &self.month_7,
            8 => &self.month_8,
            9 => &self.month_9,
            10 => &self.month_10,
            11 => &self.month_11,
            _ => &self.month_12,
        };
        self.date(&utc.day().to_string(), month)
    }
}

/// A moment as a machine reads it, to the second.
pub(crate) fn iso(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second()).unwrap_or(at).to_string()
}

//! Moments as people write them: by the clock of their time zone where it is known, else by UTC, which is said.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};

use super::Texts;
use crate::age::Age;

/// What of a moment is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// "14:02".
    Minutes,
    /// "14:02:11".
    Seconds,
}

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

    /// "14:02", with the date in front when it is not the day of `now`; "14:02 UTC" where the zone is not known.
    pub(crate) fn moment(
        &self,
        at: Timestamp,
        now: Timestamp,
        zone: Option<&TimeZone>,
        shown: Shown,
    ) -> String {
        let (there, today) = (civil(at, zone), civil(now, zone));
        let time = clock(there, shown);
        let text = if there.date() == today.date() {
            time
        } else {
            self.date_clock(&self.date_of(there.date()), &time)
        };
        self.by(zone, text)
    }

    /// "21 Nov 2026, 14:02:11"; "21 Nov 2026, 14:02:11 UTC" where the zone is not known.
    #[must_use]
    pub fn stamp(&self, at: Timestamp, zone: Option<&TimeZone>) -> String {
        let there = civil(at, zone);
        let date = format!("{} {}", self.date_of(there.date()), there.year());
        self.by(zone, self.date_clock(&date, &clock(there, Shown::Seconds)))
    }

    /// "8 Nov", by UTC.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> String {
        self.date_of(civil(at, None).date())
    }

    fn by(&self, zone: Option<&TimeZone>, text: String) -> String {
        match zone {
            Some(_) => text,
            None => self.clock_utc(&text),
        }
    }

    fn date_of(&self, date: Date) -> String {
        let month = match date.month() {
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
        self.date(&date.day().to_string(), month)
    }
}

fn civil(at: Timestamp, zone: Option<&TimeZone>) -> DateTime {
    zone.map_or_else(|| Offset::UTC.to_datetime(at), |zone| zone.to_datetime(at))
}

fn clock(at: DateTime, shown: Shown) -> String {
    let minutes = format!("{:02}:{:02}", at.hour(), at.minute());
    match shown {
        Shown::Minutes => minutes,
        Shown::Seconds => format!("{minutes}:{:02}", at.second()),
    }
}

/// A moment as a machine reads it, to the second.
pub(crate) fn iso(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second()).unwrap_or(at).to_string()
}

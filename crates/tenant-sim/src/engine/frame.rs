//! Time frames as moments.
//!
//! Frames are rounded to their unit and include the running one (vendor's documentation, NQL time selection): at
//! 05:26:15, `past 15min` is 05:15 to 05:30, `past 2h` 04:00 to 06:00, `past 1d` the whole of today.

use jiff::civil;
use jiff::tz::TimeZone;
use jiff::{RoundMode, SignedDuration, Timestamp, ToSpan, Unit, ZonedRound};
use nql::ast::{DateTime, Moment, Period, TimeRange, TimeUnit, Timeframe};

use super::{Context, QueryError};

/// From `start` up to and without `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The first moment.
    pub start: Timestamp,
    /// The first moment after.
    pub end: Timestamp,
}

impl Frame {
    /// Everything: what a table without a time frame means here (ours).
    pub const ALWAYS: Self = Self {
        start: Timestamp::MIN,
        end: Timestamp::MAX,
    };

    /// The moments of `frame` at the context's time.
    pub fn resolve(frame: Option<&Timeframe>, cx: &Context<'_>) -> Result<Self, QueryError> {
        let Some(frame) = frame else {
            return Ok(Self::ALWAYS);
        };
        let invalid = || QueryError::Timeframe("it lies outside the calendar".to_owned());
        let resolved = match &frame.range {
            TimeRange::Past(period) => past(*period, cx),
            TimeRange::On(day) => {
                moment_of(day, cx).and_then(|start| Some((start, next_day(start, &cx.zone)?)))
            }
            TimeRange::Between { from, to } => between(from, to, cx),
        };
        let (start, end) = resolved.ok_or_else(invalid)?;
        if start >= end {
            return Err(QueryError::Timeframe("it ends before it starts".to_owned()));
        }
        Ok(Self { start, end })
    }

    /// Whether `moment` lies in it.
    pub fn contains(&self, moment: Timestamp) -> bool {
        self.start <= moment && moment < self.end
    }
}

fn past(period: Period, cx: &Context<'_>) -> Option<(Timestamp, Timestamp)> {
    let start = unit_start(cx.now, period.unit, &cx.zone)?;
    match period.unit {
        TimeUnit::Day => {
            let end = next_day(start, &cx.zone)?;
            Some((days_before(end, period.count, &cx.zone)?, end))
        }
        TimeUnit::Hour => {
            let end = start + SignedDuration::from_hours(1);
            Some((end - SignedDuration::from_hours(i64::from(period.count)), end))
        }
        TimeUnit::Minute => {
            // The granularity is a quarter of an hour, so `past 20min` is the running quarter and the one before.
            let end = start + SignedDuration::from_mins(15);
            let quarters = i64::from(period.count.div_ceil(15));
            Some((end - SignedDuration::from_mins(15 * quarters), end))
        }
    }
}

fn between(from: &Moment, to: &Moment, cx: &Context<'_>) -> Option<(Timestamp, Timestamp)> {
    let start = match from {
        Moment::At(date) => moment_of(date, cx)?,
        Moment::Ago(period) => ago(*period, cx)?,
    };
    // A day without a time is a whole one, at the end as well; a date with a time ends there.
    let end = match to {
        Moment::At(date) if date.time.is_some() => moment_of(date, cx)?,
        Moment::At(date) => next_day(moment_of(date, cx)?, &cx.zone)?,
        Moment::Ago(period) if period.unit == TimeUnit::Day => next_day(ago(*period, cx)?, &cx.zone)?,
        Moment::Ago(period) => ago(*period, cx)?,
    };
    Some((start, end))
}

fn ago(period: Period, cx: &Context<'_>) -> Option<Timestamp> {
    let start = unit_start(cx.now, period.unit, &cx.zone)?;
    match period.unit {
        TimeUnit::Day => days_before(start, period.count, &cx.zone),
        TimeUnit::Hour => Some(start - SignedDuration::from_hours(i64::from(period.count))),
        TimeUnit::Minute => unit_start(
            cx.now - SignedDuration::from_mins(i64::from(period.count)),
            TimeUnit::Minute,
            &cx.zone,
        ),
    }
}

/// The start of the running quarter of an hour, hour or day.
fn unit_start(now: Timestamp, unit: TimeUnit, zone: &TimeZone) -> Option<Timestamp> {
    let zoned = now.to_zoned(zone.clone());
    let round = match unit {
        TimeUnit::Day => return Some(zoned.start_of_day().ok()?.timestamp()),
        TimeUnit::Hour => ZonedRound::new().smallest(Unit::Hour),
        TimeUnit::Minute => ZonedRound::new().smallest(Unit::Minute).increment(15),
    };
    Some(zoned.round(round.mode(RoundMode::Floor)).ok()?.timestamp())
}

fn next_day(moment: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let day = moment.to_zoned(zone.clone()).start_of_day().ok()?;
    Some(day.checked_add(1.day()).ok()?.timestamp())
}

fn days_before(midnight: Timestamp, days: u32, zone: &TimeZone) -> Option<Timestamp> {
    let zoned = midnight.to_zoned(zone.clone());
    Some(zoned.checked_sub(i64::from(days).days()).ok()?.timestamp())
}

/// The moment of a date in the context's zone; a date without a time is its midnight, one without a year this year's.
pub fn moment_of(date: &DateTime, cx: &Context<'_>) -> Option<Timestamp> {
    let this_year = cx.now.to_zoned(cx.zone.clone()).year();
    let year = date
        .date
        .year
        .map_or(Some(this_year), |year| i16::try_from(year).ok())?;
    let day = civil::Date::new(
        year,
        i8::try_from(date.date.month).ok()?,
        i8::try_from(date.date.day).ok()?,
    )
    .ok()?;
    let time = match date.time {
        None => civil::Time::midnight(),
        Some(time) => civil::Time::new(
            i8::try_from(time.hour).ok()?,
            i8::try_from(time.minute).ok()?,
            i8::try_from(time.second).ok()?,
            0,
        )
        .ok()?,
    };
    Some(day.to_datetime(time).to_zoned(cx.zone.clone()).ok()?.timestamp())
}

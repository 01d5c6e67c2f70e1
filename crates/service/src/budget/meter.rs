//! What of one API's budget is used, as a value. It is kept in the store, so that a restart does not begin anew and
//! every process of an installation counts on the same one.

use std::{collections::BTreeMap, num::NonZeroU32, time::Duration};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::rates::{Priority, Rates, Spacing};

/// How often the budget is halved at most, because the tenant answers 429.
const STEPS: u8 = 5;

/// Half of what was taken away is given back after this long without another 429.
const REOPENS: SignedDuration = SignedDuration::from_secs(120);

/// Several calls that were under way together are refused for the same reason.
const TOGETHER: SignedDuration = SignedDuration::from_secs(5);

/// What an API without a limit a second is narrowed from.
const UNLIMITED: NonZeroU32 = NonZeroU32::new(20).expect("20 is not 0");

const HOUR: i64 = 3_600;
const HOURS: i64 = 24;

/// Whether a call may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Now. It is counted.
    Now,
    /// Not before this moment.
    NotBefore(Timestamp),
    /// What there was for today is used up; there is more at this moment.
    Spent(Timestamp),
}

/// What of one API's budget is used. Times are microseconds since 1970 UTC.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Meter {
    /// Up to when the calls that were let through fill the budget of seconds, and that of minutes.
    second: i64,
    minute: i64,
    /// Calls by hour since 1970.
    hours: BTreeMap<i64, u64>,
    /// How often the budget was halved, and when the last time.
    steps: u8,
    narrowed_at: i64,
    /// Until when the tenant wants to be left alone.
    paused_until: i64,
}

fn hour(at: Timestamp) -> i64 {
    at.as_second().div_euclid(HOUR)
}

fn time(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

impl Meter {
    /// A meter as it was kept. One that cannot be read begins anew: the tenant says by itself when that is too much.
    pub fn read(body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_else(|error| {
            tracing::error!("how often the tenant was asked cannot be read and is counted anew: {error}");
            Self::default()
        })
    }

    /// How it is kept.
    pub fn written(&self) -> String {
        serde_json::to_string(self).expect("numbers can be written")
    }

    /// Whether the tenant has not asked for anything.
    pub fn is_free(&self, now: Timestamp) -> bool {
        self.slower(now) == 1 && self.paused_until(now).is_none()
    }

    /// Asks for one call, and counts it if it may be made.
    pub fn take(&mut self, rates: &Rates, priority: Priority, now: Timestamp) -> Turn {
        if let Some(until) = self.paused_until(now) {
            return Turn::NotBefore(until);
        }
        if let Some(room_at) = self.spent_until(rates, priority, now) {
            return Turn::Spent(room_at);
        }
        let slower = self.slower(now);
        let second = rates.per_second.or_else(|| (slower > 1).then_some(UNLIMITED));
        let second = second.map(|most| Spacing::of(most, Duration::from_secs(1), rates.late, slower));
        let minute = rates
            .per_minute
            .map(|most| Spacing::of(most, Duration::from_secs(60), rates.late, slower));
        let due = [(second, self.second), (minute, self.minute)]
            .into_iter()
            .filter_map(|(spacing, filled)| time(filled).saturating_sub(spacing?.slack()).ok())
            .max();
        if let Some(due) = due.filter(|due| *due > now) {
            return Turn::NotBefore(due);
        }
        let fill =
            |filled: i64, spacing: Spacing| later(time(filled).max(now), spacing.apart).as_microsecond();
        if let Some(spacing) = second {
            self.second = fill(self.second, spacing);
        }
        if let Some(spacing) = minute {
            self.minute = fill(self.minute, spacing);
        }
        let this = hour(now);
        *self.hours.entry(this).or_default() += 1;
        self.hours.retain(|hour, _| *hour >= this - HOURS);
        Turn::Now
    }

    /// The call that was let through last left so much later: to keep the count takes its time, and calls that leave as far
    /// apart as they were let through would not arrive so.
    pub fn left_later(&mut self, by: SignedDuration) {
        for filled in [&mut self.second, &mut self.minute] {
            *filled = later(time(*filled), by).as_microsecond();
        }
    }

    /// The tenant answered a call by 429, and perhaps said how long it wants to be left alone.
    pub fn refused(&mut self, wait: Option<SignedDuration>, now: Timestamp) {
        let left = self.steps_left(now);
        if left == 0 || now.duration_since(time(self.narrowed_at)) > TOGETHER {
            (self.steps, self.narrowed_at) = ((left + 1).min(STEPS), now.as_microsecond());
        }
        if let Some(wait) = wait {
            self.paused_until = self.paused_until.max(later(now, wait).as_microsecond());
        }
    }

    /// Calls in the last 24 hours; those of the hour that they began in are counted whole.
    pub fn used(&self, now: Timestamp) -> u64 {
        self.hours
            .range(hour(now) - HOURS..)
            .map(|(_, calls)| calls)
            .sum()
    }

    /// Until when the tenant wants to be left alone.
    pub fn paused_until(&self, now: Timestamp) -> Option<Timestamp> {
        Some(time(self.paused_until)).filter(|until| *until > now)
    }

    /// How many times as slow as configured the tenant is asked, because it answered 429.
    pub fn slower(&self, now: Timestamp) -> u32 {
        1 << self.steps_left(now)
    }

    /// How far apart calls are while there are many; `None` when nothing holds them apart.
    pub fn apart(&self, rates: &Rates, now: Timestamp) -> Option<SignedDuration> {
        let slower = self.slower(now);
        let spacing = |most: Option<NonZeroU32>, seconds| {
            Some(Spacing::of(most?, Duration::from_secs(seconds), rates.late, slower).apart)
        };
        spacing(rates.per_second, 1).max(spacing(rates.per_minute, 60))
    }

    fn steps_left(&self, now: Timestamp) -> u8 {
        let since = now.duration_since(time(self.narrowed_at)).as_secs();
        let reopened = since.max(0) / REOPENS.as_secs();
        self.steps
            .saturating_sub(u8::try_from(reopened).unwrap_or(u8::MAX))
    }

    fn spent_until(&self, rates: &Rates, priority: Priority, now: Timestamp) -> Option<Timestamp> {
        let allowed = u64::from(rates.per_day?.get()) * priority.share() / 100;
        let mut used = self.used(now);
        if used < allowed.max(1) {
            return None;
        }
        let first = hour(now) - HOURS;
        for (hour, calls) in self.hours.range(first..) {
            used -= calls;
            if used < allowed.max(1) {
                let leaves = (hour + HOURS + 1) * HOUR;
                return Timestamp::from_second(leaves).ok();
            }
        }
        Some(later(now, SignedDuration::from_hours(HOURS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        "2026-03-07T12:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_millis(millis)
    }

    fn rates(second: u32, minute: u32, day: u32) -> Rates {
        Rates {
            per_second: NonZeroU32::new(second),
            per_minute: NonZeroU32::new(minute),
            per_day: NonZeroU32::new(day),
            ..Rates::default()
        }
    }

    /// The moments at which calls are let through when there is always one that waits.
    fn calls(meter: &mut Meter, rates: &Rates, count: usize) -> Vec<Timestamp> {
        let mut now = at(0);
        let mut made = Vec::new();
        while made.len() < count {
            match meter.take(rates, Priority::Interactive, now) {
                Turn::Now => made.push(now),
                Turn::NotBefore(next) | Turn::Spent(next) => {
                    assert!(next > now, "whoever waits gets on");
                    now = next;
                }
            }
        }
        made
    }

    #[test]
    fn in_no_window_are_there_more_calls_than_allowed() {
        for (rates, most, window) in [
            (rates(1, 0, 0), 1, SignedDuration::from_secs(1)),
            (rates(5, 0, 0), 5, SignedDuration::from_secs(1)),
            (rates(40, 0, 0), 40, SignedDuration::from_secs(1)),
            (rates(5, 30, 0), 30, SignedDuration::from_secs(60)),
            (rates(0, 7, 0), 7, SignedDuration::from_secs(60)),
        ] {
            let made = calls(&mut Meter::default(), &rates, 300);
            for (first, after) in made.iter().zip(made.iter().skip(most)) {
                assert!(
                    after.duration_since(*first) >= window,
                    "{rates:?}: {first} {after}"
                );
            }
            let took = made.last().unwrap().duration_since(made[0]).as_secs_f64();
            let aim = 300.0 / most as f64 * window.as_secs_f64();
            assert!(took < aim * 1.2, "{rates:?}: {took} s, and {aim} s were possible");
        }
    }

    #[test]
    fn calls_are_apart_from_when_they_left() {
        for (rates, apart) in [(rates(1, 0, 0), 1_090), (rates(0, 1, 0), 63_000)] {
            let mut meter = Meter::default();
            assert_eq!(meter.take(&rates, Priority::Interactive, at(0)), Turn::Now);
            meter.left_later(SignedDuration::from_millis(400));
            let next = meter.take(&rates, Priority::Interactive, at(apart));
            assert_eq!(next, Turn::NotBefore(at(apart + 400)));
        }
    }

    #[test]
    fn after_a_pause_a_few_may_come_at_once() {
        let (mut meter, rates) = (Meter::default(), rates(40, 0, 0));
        let mut at_once = |now| {
            let taken = std::iter::repeat_with(|| meter.take(&rates, Priority::Interactive, now));
            taken.take_while(|turn| *turn == Turn::Now).count()
        };
        assert_eq!(at_once(at(0)), 5);
        assert_eq!(at_once(at(5_000)), 5, "what was not used does not add up");
    }

    #[test]
    fn without_limits_nothing_waits() {
        let mut meter = Meter::default();
        assert!(
            (0..10_000).all(|_| { meter.take(&Rates::default(), Priority::Background, at(0)) == Turn::Now })
        );
    }

    #[test]
    fn a_day_is_any_24_hours_and_the_urgent_keep_their_share() {
        let (mut meter, rates) = (Meter::default(), rates(0, 0, 100));
        let hours = |hours: i64| at(hours * 3_600_000);
        let mut take = |priority, now| meter.take(&rates, priority, now);
        for _ in 0..60 {
            assert_eq!(take(Priority::Background, hours(0)), Turn::Now);
        }
        let more_at = hours(25);
        assert_eq!(take(Priority::Background, hours(0)), Turn::Spent(more_at));
        for _ in 0..30 {
            assert_eq!(take(Priority::FollowUp, hours(10)), Turn::Now);
        }
        assert_eq!(take(Priority::FollowUp, hours(11)), Turn::Spent(more_at));
        for _ in 0..10 {
            assert_eq!(take(Priority::Interactive, hours(20)), Turn::Now);
        }
        assert_eq!(
            take(Priority::Interactive, at(24 * 3_600_000)),
            Turn::Spent(more_at)
        );
        assert_eq!(take(Priority::Interactive, more_at), Turn::Now);
        assert_eq!(
            take(Priority::Background, more_at),
            Turn::Now,
            "41 of 100 calls are from the last 24 hours"
        );
    }

    #[test]
    fn a_429_halves_the_budget_which_reopens_slowly() {
        let (mut meter, rates) = (Meter::default(), rates(1, 0, 0));
        meter.refused(None, at(0));
        meter.refused(None, at(900));
        assert_eq!(
            meter.slower(at(1_000)),
            2,
            "two that were under way together are one"
        );
        meter.refused(None, at(10_000));
        assert_eq!(meter.slower(at(10_000)), 4);
        assert_eq!(meter.take(&rates, Priority::Interactive, at(10_000)), Turn::Now);
        let next = meter.take(&rates, Priority::Interactive, at(10_001));
        assert_eq!(next, Turn::NotBefore(at(14_360)));
        assert_eq!(meter.slower(at(129_000)), 4);
        assert_eq!(meter.slower(at(131_000)), 2);
        assert_eq!(meter.slower(at(251_000)), 1);
        for second in 0..100 {
            meter.refused(None, at(300_000 + second * 10_000));
        }
        assert_eq!(meter.slower(at(1_290_000)), 32, "it is asked at last");
    }

    #[test]
    fn a_429_narrows_what_has_no_limit() {
        let mut meter = Meter::default();
        meter.refused(None, at(0));
        let mut take = |now| meter.take(&Rates::default(), Priority::Interactive, now);
        assert_eq!(take(at(1)), Turn::Now);
        assert!(matches!(take(at(2)), Turn::NotBefore(_)));
        assert_eq!(take(at(200)), Turn::Now);
        assert_eq!(take(at(130_000)), Turn::Now);
        assert_eq!(take(at(130_000)), Turn::Now);
    }

    #[test]
    fn the_tenant_is_left_alone_for_as_long_as_it_asks() {
        let (mut meter, rates) = (Meter::default(), rates(1, 0, 0));
        meter.refused(Some(SignedDuration::from_secs(30)), at(0));
        meter.refused(Some(SignedDuration::from_secs(5)), at(100));
        let next = meter.take(&rates, Priority::Interactive, at(1_000));
        assert_eq!(next, Turn::NotBefore(at(30_000)));
        assert_eq!(meter.paused_until(at(1_000)), Some(at(30_000)));
        assert_eq!(meter.take(&rates, Priority::Interactive, at(30_000)), Turn::Now);
    }

    #[test]
    fn it_is_read_as_it_was_written_and_by_older_and_newer_versions() {
        let mut meter = Meter::default();
        meter.take(&rates(1, 60, 50_000), Priority::Interactive, at(0));
        meter.refused(Some(SignedDuration::from_secs(30)), at(0));
        assert_eq!(Meter::read(&meter.written()), meter);
        assert_eq!(Meter::read(r#"{"later": 1}"#), Meter::default());
    }
}

//! A time that does not jump when somebody sets the machine's clock.
//!
//! Cool-downs, leases and expiries are lost or over too early when the clock leaps. So the time goes on as the machine's
//! steady counter does, follows its clock where that drifts, and when the two part, believes whichever the tenant's
//! answers agree with (a machine that slept is right to leap, and its counter stood still).

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// A clock that is corrected while it runs moves by less than this between two looks.
const DRIFT: SignedDuration = SignedDuration::from_secs(2);

/// Two times that are closer than this agree: an answer takes its time, and says whole seconds.
const AGREES: SignedDuration = SignedDuration::from_secs(30);

/// What came of a look at the clock or of an answer's date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noticed {
    /// Nothing to speak of.
    Nothing,
    /// The machine's clock has jumped by so much; it is not followed.
    Jumped(SignedDuration),
    /// The tenant confirms what the machine's clock says, which is followed again.
    Followed,
    /// The tenant says another time than this machine, which is followed instead.
    Overruled(SignedDuration),
}

/// The time, anchored at a moment of the machine's steady counter.
#[derive(Debug)]
pub(crate) struct Steady {
    time: Timestamp,
    counter: Duration,
    /// The machine's clock is not followed.
    parted: bool,
    /// What the tenant's last answer differed by; one alone is not believed.
    doubt: Option<SignedDuration>,
}

impl Steady {
    /// Begins with what the machine's clock says.
    pub const fn new(wall: Timestamp, counter: Duration) -> Self {
        Self {
            time: wall,
            counter,
            parted: false,
            doubt: None,
        }
    }

    fn at(&self, counter: Duration) -> Timestamp {
        let passed = counter.saturating_sub(self.counter);
        let passed = SignedDuration::try_from(passed).unwrap_or(SignedDuration::ZERO);
        self.time.saturating_add(passed).unwrap_or(self.time)
    }

    /// The time now, from what the machine's clock and its counter say.
    pub fn now(&mut self, wall: Timestamp, counter: Duration) -> (Timestamp, Noticed) {
        let steady = self.at(counter);
        let leap = wall.duration_since(steady);
        if leap.abs() <= DRIFT {
            (self.time, self.counter, self.parted) = (wall, counter, false);
            return (wall, Noticed::Nothing);
        }
        let noticed = match self.parted {
            true => Noticed::Nothing,
            false => Noticed::Jumped(leap),
        };
        self.parted = true;
        (steady, noticed)
    }

    /// The tenant says what time it is.
    pub fn hear(&mut self, told: Timestamp, wall: Timestamp, counter: Duration) -> Noticed {
        let steady = self.at(counter);
        let off = told.duration_since(steady);
        if off.abs() <= AGREES {
            self.doubt = None;
            return Noticed::Nothing;
        }
        let confirmed = self
            .doubt
            .is_some_and(|doubt| off.checked_sub(doubt).is_some_and(|apart| apart.abs() <= AGREES));
        self.doubt = Some(off);
        if !confirmed {
            return Noticed::Nothing;
        }
        self.doubt = None;
        self.counter = counter;
        if told.duration_since(wall).abs() <= AGREES {
            (self.time, self.parted) = (wall, false);
            Noticed::Followed
        } else {
            (self.time, self.parted) = (told, true);
            Noticed::Overruled(off)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wall(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    const fn counter(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_clock_that_drifts_is_followed() {
        let mut steady = Steady::new(wall(0), counter(100));
        // A second lost in each of ten: together far more than a leap.
        for step in 1..100_u64 {
            let seen = wall(i64::try_from(step).unwrap() * 9);
            assert_eq!(
                steady.now(seen, counter(100 + step * 10)),
                (seen, Noticed::Nothing)
            );
        }
    }

    #[test]
    fn a_leap_is_not_followed_in_either_direction() {
        for leap in [86_400, -86_400] {
            let mut steady = Steady::new(wall(0), counter(0));
            let by = SignedDuration::from_secs(leap);
            assert_eq!(
                steady.now(wall(10 + leap), counter(10)),
                (wall(10), Noticed::Jumped(by))
            );
            assert_eq!(
                steady.now(wall(20 + leap), counter(20)),
                (wall(20), Noticed::Nothing)
            );
            // Whoever set it sets it back.
            assert_eq!(steady.now(wall(30), counter(30)), (wall(30), Noticed::Nothing));
        }
    }

    #[test]
    fn after_a_sleep_the_tenant_confirms_the_clock() {
        let mut steady = Steady::new(wall(0), counter(0));
        assert_eq!(steady.now(wall(7_210), counter(10)).0, wall(10));
        let told = wall(7_211);
        assert_eq!(steady.hear(told, wall(7_212), counter(12)), Noticed::Nothing);
        assert_eq!(steady.hear(told, wall(7_213), counter(13)), Noticed::Followed);
        assert_eq!(
            steady.now(wall(7_214), counter(14)),
            (wall(7_214), Noticed::Nothing)
        );
    }

    #[test]
    fn a_leap_that_the_tenant_does_not_confirm_stays_unfollowed() {
        let mut steady = Steady::new(wall(0), counter(0));
        for second in 1..20 {
            let passed = i64::try_from(second).unwrap();
            assert_eq!(steady.now(wall(86_400 + passed), counter(second)).0, wall(passed));
            let told = steady.hear(wall(passed), wall(86_400 + passed), counter(second));
            assert_eq!(told, Noticed::Nothing);
        }
    }

    #[test]
    fn a_clock_that_was_wrong_from_the_start_gives_way_to_the_tenant() {
        let mut steady = Steady::new(wall(86_400), counter(0));
        let by = SignedDuration::from_secs(-86_400);
        assert_eq!(steady.hear(wall(1), wall(86_401), counter(1)), Noticed::Nothing);
        assert_eq!(
            steady.hear(wall(2), wall(86_402), counter(2)),
            Noticed::Overruled(by)
        );
        assert_eq!(steady.now(wall(86_403), counter(3)).0, wall(3));
        // The machine's clock is put right.
        assert_eq!(steady.now(wall(4), counter(4)), (wall(4), Noticed::Nothing));
    }

    #[test]
    fn one_wrong_answer_is_not_believed() {
        let mut steady = Steady::new(wall(0), counter(0));
        for second in 1..20 {
            let told = if second % 2 == 0 { wall(90_000) } else { wall(1) };
            assert_eq!(steady.hear(told, wall(1), counter(1)), Noticed::Nothing);
        }
        assert_eq!(steady.now(wall(2), counter(2)).0, wall(2));
    }
}

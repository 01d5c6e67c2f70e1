//! A tenant that is down is not asked by everybody, only by one now and then.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::TroubleKind;

/// So many failures in a row are no coincidence.
const FAILURES: u32 = 3;

/// How long the tenant is left alone the first time; twice as long each time after.
const FIRST: SignedDuration = SignedDuration::from_secs(5);

/// However long it is down, that it is back is noticed within this time.
const LONGEST: SignedDuration = SignedDuration::from_secs(40);

/// How one API of the tenant answers this process.
#[derive(Debug, Default)]
pub(crate) struct Breaker(Mutex<State>);

#[derive(Debug, Default, Clone, Copy)]
struct State {
    failures: u32,
    open: Option<Open>,
}

/// The tenant is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Open {
    /// Until when.
    pub until: Timestamp,
    /// What it failed by.
    pub kind: TroubleKind,
}

impl Breaker {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a call through, unless the tenant is left alone. Of those who come when its time is over, the first goes to
    /// see; the others wait for what comes of it.
    pub fn pass(&self, now: Timestamp) -> Result<(), Open> {
        let mut state = self.lock();
        let failures = state.failures;
        match &mut state.open {
            None => Ok(()),
            Some(open) if open.until > now => Err(*open),
            Some(open) => {
                open.until = now.saturating_add(rest(failures)).unwrap_or(Timestamp::MAX);
                Ok(())
            }
        }
    }

    /// Until when the tenant is left alone.
    pub fn open(&self, now: Timestamp) -> Option<Open> {
        self.lock().open.filter(|open| open.until > now)
    }

    /// The tenant answered; what it said is another matter.
    pub fn answered(&self) {
        *self.lock() = State::default();
    }

    /// The tenant did not answer.
    pub fn failed(&self, kind: TroubleKind, now: Timestamp) {
        let mut state = self.lock();
        state.failures = state.failures.saturating_add(1);
        if state.failures >= FAILURES {
            let until = now.saturating_add(rest(state.failures)).unwrap_or(Timestamp::MAX);
            state.open = Some(Open { until, kind });
        }
    }
}

fn rest(failures: u32) -> SignedDuration {
    let doubled = 1 << failures.saturating_sub(FAILURES).min(8);
    FIRST.checked_mul(doubled).unwrap_or(LONGEST).min(LONGEST)
}

/// Whether a failure says that nobody will be answered.
pub(crate) const fn is_down(kind: TroubleKind) -> bool {
    match kind {
        TroubleKind::Unreachable
        | TroubleKind::Down
        | TroubleKind::BadCredential
        | TroubleKind::BrokenAnswer => true,
        TroubleKind::Throttled | TroubleKind::NoPermission | TroubleKind::Misconfigured => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn after_three_failures_nobody_asks_and_then_one() {
        let breaker = Breaker::default();
        for second in 0..3 {
            assert_eq!(breaker.pass(at(second)), Ok(()));
            breaker.failed(TroubleKind::Down, at(second));
        }
        let open = Open {
            until: at(7),
            kind: TroubleKind::Down,
        };
        assert_eq!(breaker.pass(at(2)), Err(open));
        assert_eq!(breaker.pass(at(7)), Ok(()), "one goes to see");
        assert!(breaker.pass(at(7)).is_err(), "the others wait");
        breaker.failed(TroubleKind::Unreachable, at(8));
        assert_eq!(breaker.open(at(8)).unwrap().until, at(18), "twice as long");
        assert_eq!(breaker.pass(at(18)), Ok(()));
        breaker.answered();
        assert_eq!((breaker.pass(at(18)), breaker.pass(at(18))), (Ok(()), Ok(())));
    }

    #[test]
    fn whoever_went_to_see_and_never_came_back_keeps_nobody_waiting_for_ever() {
        let breaker = Breaker::default();
        for _ in 0..3 {
            breaker.failed(TroubleKind::Down, at(0));
        }
        assert_eq!(breaker.pass(at(5)), Ok(()));
        assert!(breaker.pass(at(9)).is_err());
        assert_eq!(breaker.pass(at(10)), Ok(()));
    }

    #[test]
    fn it_is_asked_again_within_40_seconds_however_long_it_was_down() {
        let breaker = Breaker::default();
        for _ in 0..100 {
            breaker.failed(TroubleKind::Unreachable, at(0));
        }
        assert_eq!(breaker.pass(at(40)), Ok(()));
    }

    #[test]
    fn an_answer_in_between_is_an_answer() {
        let breaker = Breaker::default();
        for _ in 0..10 {
            breaker.failed(TroubleKind::Down, at(0));
            breaker.failed(TroubleKind::Down, at(0));
            breaker.answered();
        }
        assert_eq!(breaker.pass(at(0)), Ok(()));
    }
}

//! Somebody who looks at pages all the time, at whichever server nginx sends them to.

use std::{
    mem,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use crate::bench::{browser::Browser, tenant::Person};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(5);

/// What became of some looks.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// How many there were.
    pub looked: usize,
    /// How many brought no page.
    pub failed: usize,
    last: String,
}

impl Looks {
    /// One for each that failed; what was wrong is known of the last.
    pub fn failures(&self) -> Vec<String> {
        let failure = || format!("a page failed; the last one: {}", self.last);
        (0..self.failed).map(|_| failure()).collect()
    }
}

/// What became of all since it was asked for last.
#[derive(Debug, Default)]
pub struct Visits(Mutex<Looks>);

impl Visits {
    /// Looks at one home page after the other.
    pub fn look_until(&self, address: &str, people: &[Person], done: &AtomicBool) {
        for person in people.iter().cycle() {
            if done.load(Ordering::Acquire) {
                return;
            }
            let failure = match Browser::new(address, &person.upn).get("/") {
                Ok((200, _)) => None,
                Ok((status, _)) => Some(format!("status {status}")),
                Err(error) => Some(format!("{error:#}")),
            };
            let mut looks = self.lock();
            looks.looked += 1;
            if let Some(failure) = failure {
                looks.failed += 1;
                looks.last = failure;
            }
            drop(looks);
            thread::sleep(PAUSE);
        }
    }

    /// What became of those since the last call.
    pub fn take(&self) -> Looks {
        mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Looks> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

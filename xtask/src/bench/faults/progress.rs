//! Presses and kills keep step: neither is done long before the other, and kills come while somebody presses.

use std::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

/// How often somebody who waits looks again.
const LOOK: Duration = Duration::from_millis(5);

/// A killer that has waited this long for presses kills all the same.
const LONGEST: Duration = Duration::from_secs(5);

/// What is not pressed after this long will not be: a fixed time, and more for each execution.
const PATIENCE: Duration = Duration::from_secs(60);
const PATIENCE_EACH: Duration = Duration::from_millis(500);

/// How far presses and kills have come.
#[derive(Debug)]
pub struct Progress {
    wanted: usize,
    kills_wanted: usize,
    until: Instant,
    accepted: AtomicUsize,
    kills: AtomicUsize,
    given_up: AtomicBool,
}

impl Progress {
    /// Nothing is done yet of so many executions and so many kills.
    pub fn new(wanted: usize, kills_wanted: usize) -> Self {
        let patience = PATIENCE + PATIENCE_EACH * u32::try_from(wanted).unwrap_or(u32::MAX);
        Self {
            wanted,
            kills_wanted,
            until: Instant::now() + patience,
            accepted: AtomicUsize::new(0),
            kills: AtomicUsize::new(0),
            given_up: AtomicBool::new(false),
        }
    }

    /// What ends all waiting when it is set.
    pub const fn given_up(&self) -> &AtomicBool {
        &self.given_up
    }

    /// One more execution was accepted.
    pub fn accepted(&self) {
        self.accepted.fetch_add(1, Ordering::AcqRel);
    }

    /// One more kill is done.
    pub fn killed(&self) {
        self.kills.fetch_add(1, Ordering::AcqRel);
    }

    /// Waits until there is something to press; false when enough is pressed.
    pub fn wait_to_press(&self) -> bool {
        loop {
            let accepted = self.accepted.load(Ordering::Acquire);
            if accepted >= self.wanted || Instant::now() > self.until || self.given_up.load(Ordering::Acquire)
            {
                return false;
            }
            // One share further than the next kill, so that it meets people who press.
            if accepted < self.share(self.kills.load(Ordering::Acquire) as f64 + 2.0) {
                return true;
            }
            thread::sleep(LOOK);
        }
    }

    /// Waits until enough is pressed for the next kill: what is between two kills, up to `part` of the last of it.
    pub fn wait_to_kill(&self, part: f64) {
        let start = Instant::now();
        let enough = self.share(self.kills.load(Ordering::Acquire) as f64 + part);
        while self.accepted.load(Ordering::Acquire) < enough
            && start.elapsed() < LONGEST
            && !self.given_up.load(Ordering::Acquire)
        {
            thread::sleep(LOOK);
        }
    }

    /// The executions that belong before the kill of that number, or part of one.
    fn share(&self, kill: f64) -> usize {
        (self.wanted as f64 * kill / (self.kills_wanted as f64 + 1.0)) as usize
    }
}

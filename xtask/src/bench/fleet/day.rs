//! Who looks at what, and when; and then it happens.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, anyhow};
use jiff::Timestamp;

use super::seen::Seen;
use crate::bench::{
    browser::{Answer, Browser},
    faults::settle::is_end,
    random::Random,
    tenant::Person,
};

/// How many pages are asked for at the same time at the most.
const WORKERS: usize = 4;

/// Of those who come, so many look at a device, too.
const DEVICES: f64 = 0.5;

/// How often whoever runs a fix looks at its page, and for how long.
const FOLLOWED_EVERY: Duration = Duration::from_secs(60);
const FOLLOWED_FOR: u32 = 20;

/// What somebody does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    /// Looks at the home page, and then at a device.
    Come { device: bool, fix: bool },
    /// Looks again how a fix is.
    Follow { execution: String, times: u32 },
}

/// When, by whom, what.
type Planned = Reverse<(Duration, usize, Deed)>;

/// A day's plan.
pub struct Day(Mutex<BinaryHeap<Planned>>);

impl Day {
    /// Views spread over the day, some of them with a fix.
    pub fn plan(people: &[Person], views: usize, fixes: usize, hours: Duration, random: &mut Random) -> Self {
        let visits = (views as f64 / (1.0 + DEVICES)) as usize;
        let deed = |number: usize| {
            let fix = number < fixes;
            let device =
                fix || random.chance((DEVICES * visits as f64 - fixes as f64) / (visits - fixes) as f64);
            let at = random.between(Duration::ZERO, hours);
            Reverse((at, random.below(people.len()), Deed::Come { device, fix }))
        };
        Self(Mutex::new((0..visits).map(deed).collect()))
    }

    /// Lives through it.
    pub fn live(
        &self,
        address: &str,
        people: &[Person],
        asking: &BTreeSet<String>,
        random: &mut Random,
    ) -> Result<Seen> {
        let (start, seen) = (Instant::now(), Seen::default());
        thread::scope(|scope| {
            let workers: Vec<_> = (0..WORKERS)
                .map(|_| random.fork())
                .map(|random| {
                    let worker = Worker {
                        day: self,
                        address,
                        people,
                        asking,
                        start,
                        seen: &seen,
                    };
                    scope.spawn(|| worker.work(random))
                })
                .collect();
            for worker in workers {
                worker.join().map_err(|_| anyhow!("a worker panicked"))??;
            }
            anyhow::Ok(())
        })?;
        Ok(seen)
    }

    fn lock(&self) -> MutexGuard<'_, BinaryHeap<Planned>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Worker<'a> {
    day: &'a Day,
    address: &'a str,
    people: &'a [Person],
    asking: &'a BTreeSet<String>,
    start: Instant,
    seen: &'a Seen,
}

impl Worker<'_> {
    fn work(self, mut random: Random) -> Result<()> {
        loop {
            let Some(Reverse((at, who, deed))) = self.day.lock().pop() else {
                return Ok(());
            };
            thread::sleep(at.saturating_sub(self.start.elapsed()));
            let person = &self.people[who];
            let mut browser = Browser::new(self.address, &person.upn);
            match deed {
                Deed::Come { device, fix } => {
                    self.look(&mut browser, "/", at)?;
                    let of = random.pick(&person.devices).filter(|_| device);
                    let Some(device) = of.map(|device| &device.collector_uid) else {
                        continue;
                    };
                    let page = self.look(&mut browser, &format!("/devices/{device}"), at)?;
                    self.read(&page);
                    if fix && let Some(execution) = self.fix(&mut browser, device, &mut random)? {
                        self.follow(who, execution, 1);
                    }
                }
                Deed::Follow { execution, times } => {
                    let (_, _) = browser.get(&format!("/executions/{execution}"))?;
                    let state = browser.state(&execution)?.unwrap_or_else(|| "lost".to_owned());
                    if is_end(&state) || times == FOLLOWED_FOR {
                        self.seen.end(state);
                    } else {
                        self.follow(who, execution, times + 1);
                    }
                }
            }
        }
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the times in a page are compared with the machine's clock, as a reader does"
    )]
    fn read(&self, page: &str) {
        self.seen.figures_of(page, Timestamp::now());
    }

    fn look(&self, browser: &mut Browser, path: &str, at: Duration) -> Result<String> {
        let late = self.start.elapsed().saturating_sub(at);
        let (status, page) = browser.get(path)?;
        self.seen.view(status, late);
        Ok(page)
    }

    fn fix(&self, browser: &mut Browser, device: &str, random: &mut Random) -> Result<Option<String>> {
        let mut forms = browser.remedies(device, random)?;
        forms.retain(|form| !self.asking.contains(&form.remedy));
        let answer = match random.pick(&forms) {
            Some(form) => Some(browser.press(form)?),
            None => None,
        };
        let execution = match answer {
            Some(Answer::Accepted(execution)) => Some(execution),
            _ => None,
        };
        self.seen.press(execution.is_some());
        Ok(execution)
    }

    fn follow(&self, who: usize, execution: String, times: u32) {
        let due = self.start.elapsed() + FOLLOWED_EVERY;
        self.day
            .lock()
            .push(Reverse((due, who, Deed::Follow { execution, times })));
    }
}

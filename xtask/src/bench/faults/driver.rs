//! Employees who press, twice, from two tabs, and again when the connection breaks.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::{
    ledger::{Accepted, Ledger},
    progress::Progress,
};
use crate::bench::{
    browser::{Answer, Browser},
    forms::Form,
    random::Random,
    tenant::Person,
};

/// Between two tries of a press whose connection broke.
const AGAIN: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(60));

/// A press that has not been answered for this long is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// After so many others, whoever is followed presses again: their streams are to have something to lose.
const SOON_AGAIN: usize = 16;

/// How often a remedy that can be started later is planned.
const LATER: f64 = 0.5;

/// A device of an employee, and what was run there already.
#[derive(Clone, Debug)]
pub struct Slot {
    employee: String,
    /// The Collector UID.
    pub device: String,
    run: BTreeSet<String>,
    followed: bool,
}

impl Slot {
    /// One for each device, in the order of the people; the first so many of those are followed.
    pub fn all(people: &[Person], followed: usize) -> Vec<Self> {
        let of = |(number, person): (usize, &Person)| {
            let slots = person.devices.iter().map(move |device| Self {
                employee: person.upn.clone(),
                device: device.collector_uid.clone(),
                run: BTreeSet::new(),
                followed: number < followed,
            });
            slots.collect::<Vec<_>>()
        };
        people.iter().enumerate().flat_map(of).collect()
    }
}

/// How a button is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Once,
    /// And once more, when the answer is there.
    Twice,
    /// Two requests of one press at the same time.
    DoubleClick,
    /// Two pages, each with a key of its own, at the same time.
    TwoTabs,
}

/// What all workers share.
pub struct Driver<'a> {
    address: &'a str,
    slots: Mutex<VecDeque<Slot>>,
    /// Remedies that ask on their way: nobody would answer.
    asking: &'a BTreeSet<String>,
    progress: &'a Progress,
    ledger: &'a Ledger,
}

impl<'a> Driver<'a> {
    /// Presses there, on these devices, whatever is not `asking`.
    pub fn new(
        address: &'a str,
        slots: Vec<Slot>,
        asking: &'a BTreeSet<String>,
        progress: &'a Progress,
        ledger: &'a Ledger,
    ) -> Self {
        Self {
            address,
            slots: Mutex::new(slots.into()),
            asking,
            progress,
            ledger,
        }
    }

    /// Presses until enough is pressed.
    pub fn work(&self, mut random: Random) {
        while self.progress.wait_to_press() {
            let slot = self.lock().pop_front();
            let Some(mut slot) = slot else {
                thread::sleep(AGAIN.1);
                continue;
            };
            // A page that cannot be had now can be had later.
            let pressed = self.visit(&mut slot, &mut random).unwrap_or(false);
            let mut slots = self.lock();
            let place = if pressed && slot.followed {
                SOON_AGAIN
            } else {
                usize::MAX
            };
            let place = place.min(slots.len());
            slots.insert(place, slot);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Slot>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the page of a device and presses one of its buttons, if there is one.
    fn visit(&self, slot: &mut Slot, random: &mut Random) -> Result<bool> {
        let mut browser = Browser::new(self.address, &slot.employee);
        let mut forms = browser.remedies(&slot.device, random)?;
        forms.retain(|form| !slot.run.contains(&form.remedy) && !self.asking.contains(&form.remedy));
        let Some(form) = random.pick(&forms).cloned() else {
            return Ok(false);
        };
        let later = random.chance(LATER).then(|| form.planned(random)).flatten();
        let form = later.unwrap_or(form);
        let manner = match random.below(10) {
            0..6 => Manner::Once,
            6 => Manner::Twice,
            7 => Manner::DoubleClick,
            _ => Manner::TwoTabs,
        };
        let press = |form: &Form, random: Random| self.press(&slot.employee, form, random);
        let together = |one: &Form, other: &Form, random: &mut Random| {
            let (first, second) = (random.fork(), random.fork());
            thread::scope(|scope| {
                let other = scope.spawn(move || press(other, second));
                [press(one, first), other.join().ok().flatten()]
            })
        };
        let (answers, presses) = match manner {
            Manner::Once => ([press(&form, random.fork()), None], 1),
            Manner::Twice => ([press(&form, random.fork()), press(&form, random.fork())], 1),
            Manner::DoubleClick => (together(&form, &form, random), 1),
            Manner::TwoTabs => {
                let others = browser.remedies(&slot.device, random)?;
                let other = others.into_iter().find(|other| other.remedy == form.remedy);
                match other {
                    Some(other) => (together(&form, &other, random), 2),
                    None => ([press(&form, random.fork()), None], 1),
                }
            }
        };
        self.note(slot, &form.remedy, answers, presses);
        Ok(true)
    }

    /// Tries the same press until there is an answer to it.
    fn press(&self, employee: &str, form: &Form, mut random: Random) -> Option<Answer> {
        let mut browser = Browser::new(self.address, employee);
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            match browser.press(form) {
                Ok(Answer::Failed) | Err(_) => {
                    self.ledger.open().broken += 1;
                    thread::sleep(random.between(AGAIN.0, AGAIN.1));
                }
                Ok(answer) => return Some(answer),
            }
        }
        self.ledger.open().unanswered += 1;
        None
    }

    fn note(&self, slot: &mut Slot, remedy: &str, answers: [Option<Answer>; 2], presses: usize) {
        let mut ledger = self.ledger.open();
        ledger.presses += presses;
        let mut started = Vec::new();
        for answer in answers.into_iter().flatten() {
            match answer {
                Answer::Accepted(id) => started.push(id),
                Answer::Refused => ledger.refused += 1,
                Answer::Failed => ledger.unanswered += 1,
                Answer::Strange(answer) => ledger.strange.push(answer),
            }
        }
        for id in &started {
            slot.run.insert(remedy.to_owned());
            let accepted = Accepted {
                employee: slot.employee.clone(),
                device: slot.device.clone(),
                remedy: remedy.to_owned(),
            };
            if ledger.accepted.insert(id.clone(), accepted).is_none() {
                self.progress.accepted();
            }
        }
        if let Ok([one, other]) = <[String; 2]>::try_from(started)
            && one != other
        {
            match presses {
                1 => ledger.split.push([one, other]),
                _ => ledger.tabs.push([one, other]),
            }
        }
    }
}

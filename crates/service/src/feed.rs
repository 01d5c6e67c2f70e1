//! The latest events of everybody, read from the store once for all streams.
//!
//! Ten thousand streams that each asked the store would make ten thousand queries of one event. They look here instead,
//! and whoever is woken first reads what is new for all. The store stays the only truth: what is not held here any more
//! is read from there.

use std::{
    collections::VecDeque,
    sync::{
        Arc, RwLock,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use domain::EmployeeId;
use jiff::Timestamp;
use tokio::sync::{Mutex, MutexGuard};

use crate::{Event, Store, StoreError};

/// How many events are held. A stream that is further behind reads from the store.
const HELD: usize = 4_096;

/// How many are read at once.
const BATCH: u32 = 1_000;

/// Whoever committed an event and was stopped before waking anybody leaves it to be found within this time.
const LONGEST_UNSEEN_MICROS: u64 = 1_000_000;

/// An event, with whose it is.
type Owned = (EmployeeId, Arc<Event>);

/// The latest events, the oldest first.
#[derive(Debug)]
struct Ring {
    /// Everything after this id and up to the newest is held.
    floor: i64,
    events: VecDeque<Owned>,
}

#[derive(Debug)]
pub(crate) struct Feed {
    ring: RwLock<Ring>,
    /// Everything up to this id is in the ring, or older than it.
    head: AtomicI64,
    /// The count of wakes that the last reading answers, and when that was, in microseconds since 1970.
    answered: AtomicU64,
    read_at: AtomicI64,
    reading: Mutex<()>,
}

impl Feed {
    /// A feed that begins after this event.
    pub fn new(last_event: i64, now: Timestamp) -> Self {
        Self {
            ring: RwLock::new(Ring {
                floor: last_event,
                events: VecDeque::new(),
            }),
            head: AtomicI64::new(last_event),
            answered: AtomicU64::new(0),
            read_at: AtomicI64::new(now.as_microsecond()),
            reading: Mutex::default(),
        }
    }

    /// Every event up to this one is known here.
    pub fn head(&self) -> i64 {
        self.head.load(Ordering::Acquire)
    }

    /// Lets one read what is new, unless somebody has since `wakes` was counted. `count` counts the wakes so far.
    pub async fn reading(
        &self,
        wakes: u64,
        count: impl Fn() -> u64 + Send,
        now: Timestamp,
    ) -> Option<Reading<'_>> {
        if self.has_answered(wakes, now) {
            return None;
        }
        let lock = self.reading.lock().await;
        // Counted before reading: whatever was committed before these wakes is read.
        let wakes_now = count();
        (!self.has_answered(wakes, now)).then_some(Reading {
            feed: self,
            wakes: wakes_now,
            now,
            _lock: lock,
        })
    }

    fn has_answered(&self, wakes: u64, now: Timestamp) -> bool {
        let age = now
            .as_microsecond()
            .abs_diff(self.read_at.load(Ordering::Acquire));
        self.answered.load(Ordering::Acquire) >= wakes && age < LONGEST_UNSEEN_MICROS
    }

    fn hold(&self, events: Vec<(EmployeeId, Event)>) {
        let mut ring = self
            .ring
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        for (employee, event) in events {
            ring.events.push_back((employee, Arc::new(event)));
            if ring.events.len() > HELD
                && let Some((_, oldest)) = ring.events.pop_front()
            {
                ring.floor = oldest.id;
            }
        }
    }

    /// The employee's events after this id, the oldest first; `None` when not all of them are held any more.
    pub fn after(&self, employee: &EmployeeId, id: i64) -> Option<Vec<Arc<Event>>> {
        let ring = self
            .ring
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if id < ring.floor {
            return None;
        }
        let newer = ring.events.iter().rev().take_while(|(_, event)| event.id > id);
        let mut theirs: Vec<_> = newer
            .filter(|(owner, _)| owner == employee)
            .map(|(_, event)| event.clone())
            .collect();
        theirs.reverse();
        Some(theirs)
    }
}

/// Somebody reads what is new.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    feed: &'a Feed,
    wakes: u64,
    now: Timestamp,
    _lock: MutexGuard<'a, ()>,
}

impl Reading<'_> {
    /// Some of what is new, the oldest first; nothing at the end.
    pub async fn some(&self, store: &dyn Store) -> Result<Vec<(EmployeeId, Event)>, StoreError> {
        store.events_since(self.feed.head(), BATCH).await
    }

    /// Has everybody know of them.
    pub fn tell(&self, events: Vec<(EmployeeId, Event)>) {
        if let Some(last) = events.last().map(|(_, event)| event.id) {
            self.feed.hold(events);
            self.feed.head.store(last, Ordering::Release);
        }
    }

    /// Everything was read.
    pub fn end(self) {
        self.feed
            .read_at
            .store(self.now.as_microsecond(), Ordering::Release);
        self.feed.answered.store(self.wakes, Ordering::Release);
    }
}

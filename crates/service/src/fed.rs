//! Which sets of the directory feeds bring, and whether they still do.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::FeedName;
use jiff::{SignedDuration, Timestamp};

use crate::{BroughtFile, DirectorySet};

/// A feed of exported data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feed {
    /// What it brings.
    pub set: DirectorySet,
    /// How often.
    pub every: SignedDuration,
    /// Of all rows of a file, such a share may be unreadable.
    pub max_bad_share: f64,
}

impl Feed {
    /// It is late when what it brought last is older than this: two and a half times as old as it should be.
    #[must_use]
    pub fn late_after(&self) -> SignedDuration {
        self.every.checked_mul(5).unwrap_or(SignedDuration::MAX) / 2
    }
}

/// How a feed stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedState {
    /// Which.
    pub name: FeedName,
    /// When what it brought last was true; `None` when nothing has come yet.
    pub last: Option<Timestamp>,
    /// Whether it should have come by now.
    pub is_late: bool,
    /// How many rows of it could not be read since this process began.
    pub bad: u64,
}

/// What a process knows of the feeds.
#[derive(Debug)]
pub(crate) struct Feeds {
    feeds: BTreeMap<FeedName, Feed>,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// When what each brought last was true.
    last: BTreeMap<FeedName, Timestamp>,
    /// Those that were said to be late.
    late: BTreeSet<FeedName>,
    bad: BTreeMap<FeedName, u64>,
}

impl Feeds {
    pub fn new(feeds: BTreeMap<FeedName, Feed>) -> Self {
        Self {
            feeds,
            known: Mutex::default(),
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is any.
    pub fn is_empty(&self) -> bool {
        self.feeds.is_empty()
    }

    /// What brings a set.
    pub fn of(&self, set: DirectorySet) -> Option<&Feed> {
        self.feeds.values().find(|feed| feed.set == set)
    }

    /// Whether a feed brings this set, and is not late.
    pub fn brings(&self, set: DirectorySet, now: Timestamp) -> bool {
        let known = self.known();
        let mut of_set = self.feeds.iter().filter(|(_, feed)| feed.set == set);
        of_set.any(|(name, feed)| !is_late(feed, known.last.get(name), now))
    }

    /// Learns what came last, and says once that a feed is late, or comes again.
    pub fn hear(&self, files: &[BroughtFile], now: Timestamp) {
        let mut known = self.known();
        for (name, feed) in &self.feeds {
            // What it brought of another set, as which it was configured before, says nothing of this one.
            let taken = files
                .iter()
                .filter(|file| file.feed == *name && file.set == feed.set && file.refused.is_none());
            if let Some(last) = taken.map(|file| file.as_of).max() {
                known.last.insert(name.clone(), last);
            }
            let last = known.last.get(name).copied();
            if !is_late(feed, last.as_ref(), now) {
                if known.late.remove(name) {
                    tracing::info!(feed = %name, "feed {name} comes again");
                }
            } else if known.late.insert(name.clone()) {
                let since = last.map_or_else(|| "yet".to_owned(), |last| format!("since {last:.0}"));
                let every = feed.every;
                tracing::warn!(feed = %name, "nothing has come of feed {name} {since}, and it should every {every:#}");
            }
        }
    }

    /// Counts rows that could not be read.
    pub fn count_bad(&self, name: &FeedName, rows: u64) {
        *self.known().bad.entry(name.clone()).or_default() += rows;
    }

    /// How each stands.
    pub fn states(&self, now: Timestamp) -> Vec<FeedState> {
        let known = self.known();
        let state = |(name, feed): (&FeedName, &Feed)| {
            let last = known.last.get(name);
            FeedState {
                name: name.clone(),
                last: last.copied(),
                is_late: is_late(feed, last, now),
                bad: known.bad.get(name).copied().unwrap_or_default(),
            }
        };
        self.feeds.iter().map(state).collect()
    }
}

fn is_late(feed: &Feed, last: Option<&Timestamp>, now: Timestamp) -> bool {
    last.is_none_or(|last| now.duration_since(*last) > feed.late_after())
}

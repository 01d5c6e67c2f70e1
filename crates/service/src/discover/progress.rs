//! How far a discovery is, as a value.

use std::{collections::BTreeMap, mem};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{AGAIN, TRIES};
use crate::{DirectorySet, FleetPart};

/// How far a part is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nothing was asked yet.
    #[default]
    None,
    /// The tenant makes this export, since then.
    Asked(String, Timestamp),
    /// It has so many rows in the store.
    Loaded(u64),
}

/// How far a discovery is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The generation that it makes; none when it is over.
    pub generation: String,
    pub began_at: Timestamp,
    /// When to go on, or to begin the next one.
    pub due_at: Timestamp,
    /// How often it failed in a row.
    pub failures: u32,
    /// What it brings, or brought last.
    #[serde(default)]
    pub sets: Vec<DirectorySet>,
    parts: BTreeMap<u32, Stage>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            generation: String::new(),
            began_at: Timestamp::UNIX_EPOCH,
            due_at: Timestamp::UNIX_EPOCH,
            failures: 0,
            sets: Vec::new(),
            parts: BTreeMap::new(),
        }
    }
}

impl Progress {
    /// One that begins now, after so many failures.
    pub fn begin(generation: String, now: Timestamp, failures: u32) -> Self {
        Self {
            generation,
            began_at: now,
            due_at: now,
            failures,
            sets: Vec::new(),
            parts: BTreeMap::new(),
        }
    }

    /// As it was kept. What cannot be read begins anew.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_else(|error| {
            tracing::warn!("how far the discovery was cannot be read, and it begins anew: {error}");
            Self::default()
        })
    }

    /// How it is kept.
    pub fn written(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers can be written")
    }

    /// Whether there is nothing to go on with: what was asked too long ago is as old as what there is.
    pub fn is_over(&self, now: Timestamp, every: SignedDuration) -> bool {
        self.generation.is_empty() || now.duration_since(self.began_at) > every / 2
    }

    /// Whether something is to be asked for that was not the last time, and that did not fail.
    pub fn lacks(&self, sets: &[DirectorySet]) -> bool {
        self.failures == 0 && sets.iter().any(|set| !self.sets.contains(set))
    }

    /// Whether the source has failed so often that it counts as down.
    pub const fn is_down(&self) -> bool {
        self.failures >= TRIES
    }

    /// The export of a part that is still being made, or waits to be fetched.
    pub fn asked(&self, part: FleetPart, now: Timestamp, longest: SignedDuration) -> Option<String> {
        match self.parts.get(&part.number())? {
            Stage::Asked(export, since) if now.duration_since(*since) <= longest => Some(export.clone()),
            Stage::None | Stage::Asked(..) | Stage::Loaded(_) => None,
        }
    }

    pub fn is_loaded(&self, part: FleetPart) -> bool {
        matches!(self.parts.get(&part.number()), Some(Stage::Loaded(_)))
    }

    pub fn set(&mut self, part: FleetPart, stage: Stage) {
        self.parts.insert(part.number(), stage);
    }

    /// What was loaded of this set is there no more.
    pub fn unload(&mut self, set: DirectorySet) {
        for part in FleetPart::ALL.into_iter().filter(|part| part.set() == set) {
            if self.is_loaded(part) {
                self.set(part, Stage::None);
            }
        }
    }

    /// How many rows of a set were loaded.
    pub fn rows(&self, set: DirectorySet) -> u64 {
        let rows = |part: FleetPart| match self.parts.get(&part.number()) {
            Some(Stage::Loaded(rows)) => *rows,
            _ => 0,
        };
        let parts = FleetPart::ALL.into_iter().filter(|part| part.set() == set);
        parts.map(rows).sum()
    }

    /// It is over, and the next one begins then.
    pub fn succeeded(&mut self, due_at: Timestamp) {
        *self = Self {
            began_at: self.began_at,
            due_at,
            sets: mem::take(&mut self.sets),
            ..Self::default()
        };
    }

    /// It failed: it is tried again soon, and after the third time when the next one is due.
    pub fn failed(&mut self, now: Timestamp, every: SignedDuration) {
        self.failures = self.failures.saturating_add(1);
        let wait = match self.failures {
            1 => AGAIN,
            2 => AGAIN.checked_mul(2).unwrap_or(AGAIN),
            _ => every,
        };
        self.due_at = now.saturating_add(wait.min(every)).unwrap_or(now);
    }
}

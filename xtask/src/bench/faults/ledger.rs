//! What employees have pressed, and what they were told.

use std::{
    collections::BTreeMap,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// An execution that an employee was told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Whose it is.
    pub employee: String,
    /// On which device.
    pub device: String,
    /// Which remedy.
    pub remedy: String,
}

/// What was pressed so far.
#[derive(Clone, Debug, Default)]
pub struct Pressed {
    /// By the execution's id.
    pub accepted: BTreeMap<String, Accepted>,
    /// Presses, each counted once however often it was tried.
    pub presses: usize,
    /// Tries that broke off without an answer.
    pub broken: usize,
    /// Presses that were refused.
    pub refused: usize,
    /// Presses that never got an answer.
    pub unanswered: usize,
    /// Answers that make no sense.
    pub strange: Vec<String>,
    /// Pairs of executions of one and the same press.
    pub split: Vec<[String; 2]>,
    /// Pairs of executions that two tabs started at the same time.
    pub tabs: Vec<[String; 2]>,
}

/// Shared by all who press.
#[derive(Debug, Default)]
pub struct Ledger(Mutex<Pressed>);

impl Ledger {
    /// To look into, or to note something.
    pub fn open(&self) -> MutexGuard<'_, Pressed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All that was noted.
    pub fn take(&self) -> Pressed {
        mem::take(&mut *self.open())
    }
}

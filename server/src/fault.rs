//! A fault that keeps a command from its work, as the person at the terminal reads it.

use std::fmt;

/// What is wrong, and what to do about it.
#[derive(Debug)]
pub struct Fault {
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub todo: String,
}

impl Fault {
    /// A fault from its two sentences.
    pub fn new(what: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            todo: todo.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if self.todo.is_empty() {
            Ok(())
        } else {
            write!(f, "\n  → {}", self.todo.replace('\n', "\n    "))
        }
    }
}

impl std::error::Error for Fault {}

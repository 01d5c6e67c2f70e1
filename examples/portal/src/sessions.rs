//! Who is signed in at the portal. Kept in memory: a portal of a company has its own way.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The sessions by their secrets; each is of the person with that number.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<HashMap<String, usize>>);

impl Sessions {
    /// Begins a session.
    pub fn begin(&self, secret: String, person: usize) {
        self.all().insert(secret, person);
    }

    /// Whose session it is, if it is one.
    pub fn person(&self, secret: &str) -> Option<usize> {
        self.all().get(secret).copied()
    }

    /// Ends a session.
    pub fn end(&self, secret: &str) {
        self.all().remove(secret);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

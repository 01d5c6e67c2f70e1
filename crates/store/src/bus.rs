//! Wakes listeners within this process.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::EmployeeId;
use tokio::sync::watch;

/// A [`service::Bus`] for one process. A channel goes with the first wake after its last listener has left.
#[derive(Debug, Default)]
pub struct LocalBus {
    channels: Mutex<HashMap<EmployeeId, watch::Sender<u64>>>,
    wakes: AtomicU64,
}

impl LocalBus {
    /// Wakes all listeners there are.
    pub(crate) fn wake_everybody(&self) {
        self.wakes.fetch_add(1, Ordering::AcqRel);
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels.retain(|_, channel| tell(channel));
    }
}

/// Wakes whoever listens; `false` when nobody does any more.
fn tell(channel: &watch::Sender<u64>) -> bool {
    let listened = !channel.is_closed();
    if listened {
        channel.send_modify(|count| *count = count.wrapping_add(1));
    }
    listened
}

impl service::Bus for LocalBus {
    fn wake(&self, employee: &EmployeeId) {
        self.wakes.fetch_add(1, Ordering::AcqRel);
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        if channels.get(employee).is_some_and(|channel| !tell(channel)) {
            channels.remove(employee);
        }
    }

    fn listen(&self, employee: &EmployeeId) -> watch::Receiver<u64> {
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        channels
            .entry(employee.clone())
            .or_insert_with(|| watch::Sender::new(0))
            .subscribe()
    }

    fn wakes(&self) -> u64 {
        self.wakes.load(Ordering::Acquire)
    }
}

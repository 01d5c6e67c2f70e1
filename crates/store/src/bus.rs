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

impl service::Bus for LocalBus {
    fn wake(&self, employee: &EmployeeId) {
        self.wakes.fetch_add(1, Ordering::AcqRel);
        let mut channels = self.channels.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(channel) = channels.get(employee) {
            if channel.is_closed() {
                channels.remove(employee);
            } else {
                channel.send_modify(|count| *count = count.wrapping_add(1));
            }
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

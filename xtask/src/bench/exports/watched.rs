//! The most memory that a process has while something goes on.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use anyhow::{Result, anyhow};

use crate::bench::deskside::resident_bytes;

/// How often it is looked.
const EVERY: Duration = Duration::from_millis(10);

/// A process that is watched.
pub struct Watched {
    before: usize,
    is_over: Arc<AtomicBool>,
    watching: JoinHandle<Result<usize>>,
}

impl Watched {
    /// Begins to watch it.
    pub fn begin(process: u32) -> Result<Self> {
        let before = resident_bytes(process)?;
        let is_over = Arc::new(AtomicBool::new(false));
        let told = is_over.clone();
        let watching = thread::spawn(move || {
            let mut most = before;
            while !told.load(Ordering::Relaxed) {
                most = most.max(resident_bytes(process)?);
                thread::sleep(EVERY);
            }
            Ok(most)
        });
        Ok(Self {
            before,
            is_over,
            watching,
        })
    }

    /// By how many bytes it had grown at most.
    pub fn end(self) -> Result<usize> {
        self.is_over.store(true, Ordering::Relaxed);
        let most = self.watching.join();
        let most = most.map_err(|_| anyhow!("whoever watched the memory panicked"))??;
        Ok(most.saturating_sub(self.before))
    }
}

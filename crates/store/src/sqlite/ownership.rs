//! One process works on a database at a time.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use service::StoreError;
use thiserror::Error;

use crate::Database;

/// Held by the process that works on a database; the operating system takes it back when the process ends.
#[derive(Debug)]
#[must_use = "another process may work on the database as soon as this is dropped"]
pub struct Ownership {
    _lock: File,
}

impl Ownership {
    /// The database in `file` is this process's to work on, whether it is there yet or not.
    ///
    /// # Errors
    /// [`TakeOverError::InUse`] while another process works on it, [`TakeOverError::Replaced`] while it is half replaced.
    pub fn take(file: &Path) -> Result<Self, TakeOverError> {
        let taken = Self::take_to_replace(file)?;
        let replacing = replacing(file);
        match replacing.exists() {
            true => Err(TakeOverError::Replaced(replacing)),
            false => Ok(taken),
        }
    }

    /// The same, for whoever puts another one in its place.
    pub(super) fn take_to_replace(file: &Path) -> Result<Self, TakeOverError> {
        let mut name = file.as_os_str().to_owned();
        name.push(".lock");
        let lock = File::create(&name)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => TakeOverError::InUse,
            TryLockError::Error(error) => TakeOverError::Lock(error),
        })?;
        Ok(Self { _lock: lock })
    }
}

/// What is there from the first step of a replacement to its last.
pub(super) fn replacing(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".restoring");
    name.into()
}

/// Why a process cannot work on a database.
#[derive(Debug, Error)]
pub enum TakeOverError {
    /// Another process does.
    #[error("another process works on it")]
    InUse,
    /// A restore broke off before what is in this file was in place.
    #[error("a restore broke off, and left {}", .0.display())]
    Replaced(PathBuf),
    /// The lock cannot be made.
    #[error("its lock cannot be made: {0}")]
    Lock(#[from] io::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Database {
    /// Opens the SQLite database in `file` as [`Database::open_file`] does, for a process that works on it alone until it ends in
    /// whatever way. The lock comes first: a process that is turned away must not have changed the tables of the one
    /// that works. What one that was killed had taken is free at once; without this, whatever it was sending would wait
    /// until its lease ends.
    ///
    /// # Errors
    /// [`TakeOverError::InUse`] while another process works on it.
    pub async fn take_over(file: &Path) -> Result<(Self, Ownership), TakeOverError> {
        let ownership = Ownership::take(file)?;
        let store = Self::open_file(file).await?;
        store.release().await?;
        Ok((store, ownership))
    }
}

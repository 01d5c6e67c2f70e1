//! A copy of a database that is in use.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use service::StoreError;
use sqlx::{ConnectOptions as _, Connection as _};
use thiserror::Error;

use super::{options, synced_folder};
use crate::{Database, row::database};

/// Why there is no copy.
#[derive(Debug, Error)]
pub enum BackUpError {
    /// What is there already may be the only good copy.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// The copy cannot be written.
    #[error("{} cannot be written: {error}", file.display())]
    Unwritable {
        /// What cannot be written.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The database cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Database {
    /// Copies the SQLite database in `file` to `to`, as it is at one moment, while others may read and write it. Returns the
    /// size of the copy in bytes. What is at `to` before the end is empty: half a copy must not pass for one.
    ///
    /// # Errors
    /// When there is something at `to`, or one of the two cannot be used.
    pub async fn back_up(file: &Path, to: &Path) -> Result<u64, BackUpError> {
        drop(made(to)?);
        let part = to.with_added_extension("part");
        let copied = copy(file, &part).await.and_then(|bytes| {
            let renamed = fs::rename(&part, to).and_then(|()| synced_folder(to));
            renamed.map_err(|error| unwritable(to, error))?;
            Ok(bytes)
        });
        if copied.is_err() {
            // What cannot be removed is seen to be empty; the reason that is told is why there is no copy. Half of one that
            // another process left is not ours to remove.
            drop(fs::remove_file(to));
        }
        copied
    }
}

async fn copy(file: &Path, part: &Path) -> Result<u64, BackUpError> {
    let made = made(part)?;
    let copied = vacuumed(file, part).await.and_then(|()| {
        let size = made.sync_all().and_then(|()| Ok(made.metadata()?.len()));
        size.map_err(|error| unwritable(part, error))
    });
    if copied.is_err() {
        drop(fs::remove_file(part));
    }
    copied
}

async fn vacuumed(file: &Path, part: &Path) -> Result<(), BackUpError> {
    let Some(name) = part.to_str() else {
        let error = io::Error::new(io::ErrorKind::InvalidInput, "its name is not UTF-8");
        return Err(unwritable(part, error));
    };
    let mut connection = options(file).connect().await.map_err(database)?;
    let vacuum = sqlx::query("VACUUM INTO ?").bind(name);
    let vacuumed = vacuum.execute(&mut connection).await;
    connection.close().await.map_err(database)?;
    vacuumed.map_err(database)?;
    Ok(())
}

/// A new file that nobody else may read: it holds what people did.
fn made(file: &Path) -> Result<File, BackUpError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => BackUpError::Exists(file.to_owned()),
        _ => unwritable(file, error),
    })
}

fn unwritable(file: &Path, error: io::Error) -> BackUpError {
    BackUpError::Unwritable {
        file: file.to_owned(),
        error,
    }
}

//! A copy is put in the place of a database.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::Timestamp;
use service::StoreError;
use sqlx::{ConnectOptions as _, Connection as _};
use thiserror::Error;

use super::{
    folder, options,
    ownership::{Ownership, TakeOverError, replacing},
    synced_folder,
};
use crate::{Database, row::database};

/// What SQLite keeps beside a database, which belongs to it.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// What a database is called that was there before, up to the time.
const ASIDE: &str = ".before-restore-";

/// Why a copy is not put in place. The database is what it was, but for [`RestoreError::Halfway`].
#[derive(Debug, Error)]
pub enum RestoreError {
    /// There is no such copy.
    #[error("there is no file {}", .0.display())]
    Absent(PathBuf),
    /// The copy is the database.
    #[error("it is the database itself")]
    Same,
    /// A file that was copied while it was in use is not whole.
    #[error("{} lies beside it, so it was not made by a backup", .0.display())]
    HasLog(PathBuf),
    /// It is damaged, or no database.
    #[error("it is not sound: {0}")]
    Unsound(String),
    /// It is a database of something else.
    #[error("it is no database of Deskside")]
    NotOurs,
    /// Its tables are none that this version knows.
    #[error("its tables cannot be brought up to date: {0}")]
    Unknown(#[source] StoreError),
    /// What was changed in it is beside it still.
    #[error("its log does not go into it: {0}")]
    Log(String),
    /// Another process works on the database.
    #[error(transparent)]
    TakeOver(#[from] TakeOverError),
    /// A file cannot be read or written.
    #[error("{} cannot be read or written: {error}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// It broke off when the database was put aside already.
    #[error("it broke off halfway, and no server starts on it until it is done: {0}")]
    Halfway(io::Error),
}

/// A copy that is checked and up to date, and not yet in force. It is gone when this is dropped.
#[derive(Debug)]
pub struct Restoring {
    /// The copy, to be worked on before it is in force.
    pub store: Database,
    file: PathBuf,
    part: Part,
    _ownership: Ownership,
}

/// A file that goes when it is not needed any more.
#[derive(Debug)]
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        for name in names(&self.0) {
            // What cannot be removed is overwritten the next time.
            drop(fs::remove_file(name));
        }
    }
}

impl Restoring {
    /// Copies `from` to a place beside `file`, checks it there and brings its tables up to date. `file` is this process's until
    /// the end, and is not touched.
    ///
    /// # Errors
    /// When another process works on `file`, or `from` is no sound database of ours.
    pub async fn prepare(file: &Path, from: &Path) -> Result<Self, RestoreError> {
        if !from.is_file() {
            return Err(RestoreError::Absent(from.to_owned()));
        }
        let real = |path: &Path| path.canonicalize().ok();
        if real(from) == real(file) {
            return Err(RestoreError::Same);
        }
        let log = with(from, "-wal");
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            return Err(RestoreError::HasLog(log));
        }
        let ownership = Ownership::take_to_replace(file)?;
        let part = Part(with(file, ".restore-part"));
        copy(from, &part.0).map_err(|error| of_file(&part.0, error))?;
        check(&part.0).await?;
        let store = Database::open_file(&part.0).await;
        Ok(Self {
            store: store.map_err(RestoreError::Unknown)?,
            file: file.to_owned(),
            part,
            _ownership: ownership,
        })
    }

    /// Puts the copy in place, and returns what the database that was there is called now; `None` where there was none. No
    /// server starts between the first step and the last, whatever happens.
    ///
    /// # Errors
    /// [`RestoreError::Halfway`], after which it has to be done again, and whatever happens before.
    pub async fn put_in_place(self, at: Timestamp) -> Result<Option<PathBuf>, RestoreError> {
        self.store.close().await;
        let (file, part) = (&self.file, &self.part.0);
        // What was made unsure is in its log, which stays behind.
        without_log(part).await?;
        File::open(part)
            .and_then(|copy| copy.sync_all())
            .map_err(|error| of_file(part, error))?;
        let begun = begun_aside(file).map_err(|error| of_file(file, error))?;
        let aside = begun.clone().unwrap_or_else(|| {
            let time = at.strftime("%Y%m%dT%H%M%SZ");
            with(file, &format!("{ASIDE}{time}"))
        });
        if begun.is_none() && names(&aside).iter().any(|name| name.exists()) {
            let error = io::Error::from(io::ErrorKind::AlreadyExists);
            return Err(of_file(&aside, error));
        }
        let replacing = replacing(file);
        fs::rename(part, &replacing).map_err(|error| of_file(part, error))?;
        let put = || {
            synced_folder(file)?;
            for (old, new) in names(file).iter().zip(names(&aside)) {
                if old.exists() {
                    fs::rename(old, new)?;
                }
            }
            // Or a power cut could leave the copy beside the log of what was there.
            synced_folder(file)?;
            fs::rename(&replacing, file)?;
            synced_folder(file)
        };
        put().map_err(RestoreError::Halfway)?;
        Ok(aside.exists().then_some(aside))
    }
}

/// Puts everything of a database that nobody has open into its one file.
async fn without_log(part: &Path) -> Result<(), RestoreError> {
    let failed = |error: sqlx::Error| RestoreError::Log(database(error).to_string());
    let options = options(part).busy_timeout(Duration::ZERO);
    let mut connection = options.connect().await.map_err(failed)?;
    // Whether somebody was in the way, and how much there is still to do.
    let done: (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(&mut connection)
        .await
        .map_err(failed)?;
    connection.close().await.map_err(failed)?;
    match done {
        (0, 0, 0) => Ok(()),
        (busy, pages, moved) => Err(RestoreError::Log(format!(
            "{moved} of {pages} pages, blocked: {busy}"
        ))),
    }
}

/// What the database that is there was to be called, where an earlier restore broke off after its log was renamed and before
/// it was itself. Under another name it would be kept without its log.
fn begun_aside(file: &Path) -> io::Result<Option<PathBuf>> {
    if !replacing(file).exists() || !file.exists() {
        return Ok(None);
    }
    let begins = with(file, ASIDE).to_string_lossy().into_owned();
    let mut found = None;
    for entry in fs::read_dir(folder(file))? {
        let name = file.with_file_name(entry?.file_name());
        let name = name.to_string_lossy();
        let of = BESIDE.iter().find_map(|end| name.strip_suffix(end));
        let aside = of.filter(|aside| aside.starts_with(&begins)).map(PathBuf::from);
        // The times in them sort.
        found = found.max(aside.filter(|aside| !aside.exists()));
    }
    Ok(found)
}

/// A database, and what belongs to it.
fn names(file: &Path) -> [PathBuf; 3] {
    let [log, index] = BESIDE.map(|end| with(file, end));
    [log, index, file.to_owned()]
}

pub(super) fn with(file: &Path, end: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Nobody else may read it. What is left of an earlier try is overwritten.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for name in names(to) {
        if name.exists() {
            fs::remove_file(name)?;
        }
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    io::copy(&mut File::open(from)?, &mut options.open(to)?).map(drop)
}

async fn check(part: &Path) -> Result<(), RestoreError> {
    let unsound = |error: sqlx::Error| RestoreError::Unsound(database(error).to_string());
    let mut connection = options(part).connect().await.map_err(unsound)?;
    let said: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&mut connection)
        .await
        .map_err(unsound)?;
    let ours: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('_sqlx_migrations', 'outbox')")
            .fetch_one(&mut connection)
            .await
            .map_err(unsound)?;
    connection.close().await.map_err(unsound)?;
    match (said.as_slice(), ours) {
        ([only], 2) if only == "ok" => Ok(()),
        ([only], _) if only == "ok" => Err(RestoreError::NotOurs),
        (said, _) => Err(RestoreError::Unsound(said.join("; "))),
    }
}

fn of_file(file: &Path, error: io::Error) -> RestoreError {
    RestoreError::File {
        file: file.to_owned(),
        error,
    }
}

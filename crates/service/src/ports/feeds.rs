//! What feeds of exported data have brought, and what of it could not be read.

use async_trait::async_trait;
use domain::FeedName;
use jiff::Timestamp;

use super::{BadRow, DirectorySet, StoreError};

/// A file that a feed has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtFile {
    /// The generation that it was to become.
    pub generation: String,
    /// Which feed.
    pub feed: FeedName,
    /// What it was to bring: a feed may be configured for another set later.
    pub set: DirectorySet,
    /// Which file it was, where it was fetched.
    pub fetched: Option<FileVersion>,
    /// When what is in it was true.
    pub as_of: Timestamp,
    /// When it had been read.
    pub ended_at: Timestamp,
    /// How many rows were put in force.
    pub rows: u64,
    /// How many rows could not be read.
    pub bad: u64,
    /// Why it was not put in force.
    pub refused: Option<String>,
}

/// A file as it was at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileVersion {
    /// Its name.
    pub name: String,
    /// What is another one when the file is.
    pub version: String,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFate {
    /// It was put in force.
    Taken,
    /// It was refused, and would be again.
    Refused,
}

/// A row that could not be read, with its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBadRow {
    /// The generation that it was to be part of.
    pub generation: String,
    /// When its file had been read.
    pub ended_at: Timestamp,
    /// The row.
    pub row: BadRow,
}

/// What feeds have brought. Each method is one transaction.
#[async_trait]
pub trait Feeds: Send + Sync + 'static {
    /// Notes a file, with rows of it that could not be read.
    async fn note_file(&self, file: &BroughtFile, bad: &[BadRow]) -> Result<(), StoreError>;
    /// What became of this version of a file as this set; `None` for one that was never noted.
    async fn fate_of(
        &self,
        feed: &FeedName,
        set: DirectorySet,
        file: &FileVersion,
    ) -> Result<Option<FileFate>, StoreError>;
    /// Of every feed and set the last file that was put in force, and the last one that was refused.
    async fn last_files(&self) -> Result<Vec<BroughtFile>, StoreError>;
    /// Rows of a feed that could not be read, those of the latest file first, at most so many.
    async fn bad_rows(&self, feed: &FeedName, limit: u32) -> Result<Vec<KeptBadRow>, StoreError>;
    /// Forgets rows that could not be read and files from before this, but the last files of each feed; returns how many.
    async fn forget_files(&self, before: Timestamp) -> Result<u64, StoreError>;
}

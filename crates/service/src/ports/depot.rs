//! A place where exported files are put: a bucket, a container or a folder.

use async_trait::async_trait;
use jiff::Timestamp;
use thiserror::Error;

use super::{FileVersion, FleetFile};

/// A file that lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepotFile {
    /// Which, and as it is.
    pub version: FileVersion,
    /// When it was written.
    pub modified: Timestamp,
}

/// The place cannot be asked.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct DepotError(pub String);

/// A place where exported files are put.
#[async_trait]
pub trait Depot: Send + Sync + 'static {
    /// The files that were written last, some at most, the latest first; some of them may still be growing.
    async fn latest(&self) -> Result<Vec<DepotFile>, DepotError>;
    /// Begins to read a file of this version. It breaks off where the file has become another one.
    async fn open(&self, file: &DepotFile) -> Result<Box<dyn FleetFile>, DepotError>;
}

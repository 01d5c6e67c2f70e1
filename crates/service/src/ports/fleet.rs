//! All devices of the tenant and who uses them, as it exports them.

use async_trait::async_trait;
use domain::Platform;

use thiserror::Error;

use super::{DeviceReading, DirectorySet, Use};
use crate::TenantError;

/// A part of what is exported, each by a saved query of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FleetPart {
    /// Windows devices.
    WindowsDevices,
    /// Who used them.
    WindowsPeople,
    /// Macs.
    MacDevices,
    /// Who used them.
    MacPeople,
}

impl FleetPart {
    /// Every part.
    pub const ALL: [Self; 4] = [
        Self::WindowsDevices,
        Self::WindowsPeople,
        Self::MacDevices,
        Self::MacPeople,
    ];

    /// Its number in the store.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::WindowsDevices => 0,
            Self::WindowsPeople => 1,
            Self::MacDevices => 2,
            Self::MacPeople => 3,
        }
    }

    /// The set that it is of.
    #[must_use]
    pub const fn set(self) -> DirectorySet {
        match self {
            Self::WindowsDevices | Self::MacDevices => DirectorySet::Devices,
            Self::WindowsPeople | Self::MacPeople => DirectorySet::People,
        }
    }

    /// The operating system that it is about.
    #[must_use]
    pub const fn platform(self) -> Platform {
        match self {
            Self::WindowsDevices | Self::WindowsPeople => Platform::Windows,
            Self::MacDevices | Self::MacPeople => Platform::MacOs,
        }
    }
}

/// How an export stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportState {
    /// It is being made.
    Running,
    /// Its file can be opened, for a while.
    Ready {
        /// Whether rows are missing, because the tenant's licence allows no more.
        truncated: bool,
    },
    /// There will be none.
    Failed(String),
}

/// Rows of an export.
#[derive(Debug, Clone, PartialEq)]
pub enum FleetRows {
    /// Of a part with devices.
    Devices(Vec<DeviceReading>),
    /// Of a part with people.
    People(Vec<Use>),
}

/// A row of a file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Its line, from 1; in a JSON array its number, from 1.
    pub line: u64,
    /// What is wrong.
    pub why: String,
    /// What stands in it, shortened.
    pub text: String,
}

/// Some of an export's rows.
#[derive(Debug, Clone, PartialEq)]
pub struct FleetBatch {
    /// Those that could be read.
    pub rows: FleetRows,
    /// Those that could not.
    pub bad: Vec<BadRow>,
}

/// What a file has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Excess {
    /// Bytes, as it was sent.
    #[error("it has more than {0} bytes")]
    Sent(u64),
    /// Bytes, when it is unpacked.
    #[error("unpacked, it has more than {0} bytes")]
    Unpacked(u64),
    /// Rows.
    #[error("it has more than {0} rows")]
    Rows(u64),
}

/// Why a file cannot be read on.
#[derive(Debug, Error)]
pub enum FileError {
    /// Columns are missing.
    #[error("it has no column {}", .0.join(", "))]
    Columns(Vec<String>),
    /// It is no table, or broke off.
    #[error("{0}")]
    Broken(String),
    /// It did not come to its end, whatever is in it.
    #[error("it did not come to its end: {0}")]
    Interrupted(String),
    /// It is larger than it may be.
    #[error("{0}")]
    TooLarge(Excess),
    /// The tenant does not give it.
    #[error(transparent)]
    Tenant(#[from] TenantError),
}

/// A file that is being fetched. What is not asked for is not fetched, so that memory stays bounded.
#[async_trait]
pub trait FleetFile: Send {
    /// The next rows; `None` at the end.
    async fn next(&mut self) -> Result<Option<FleetBatch>, FileError>;
}

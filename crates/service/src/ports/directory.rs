//! Who has which device, and how it is, as everybody's was last learned at once.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{CollectorUid, EmployeeId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{DeviceReading, StoreError};

/// What is learned of everybody at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectorySet {
    /// Devices, with their figures.
    Devices,
    /// Who used which.
    People,
}

impl DirectorySet {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Devices, Self::People];

    /// Its name in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Devices => "devices",
            Self::People => "people",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.name() == name)
    }
}

/// Somebody used a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Who.
    pub employee: EmployeeId,
    /// Their user name, by which a device names who logged on to it last; may be empty.
    pub name: String,
    /// Which device.
    pub device: CollectorUid,
    /// When last.
    pub at: Timestamp,
}

/// A device of somebody's.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The device.
    pub reading: DeviceReading,
    /// When they used it last.
    pub used_at: Timestamp,
    /// Nobody was seen to use it, and a user of their name logged on to it last. That proves nothing.
    pub by_log_on: bool,
}

/// The devices of somebody, as the directory has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    /// When the tenant was asked; the older of the two sets counts.
    pub as_of: Timestamp,
    /// The devices.
    pub devices: Vec<Listed>,
}

/// What is in force of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetInForce {
    /// Which.
    pub set: DirectorySet,
    /// When the tenant was asked.
    pub as_of: Timestamp,
    /// How many rows it has.
    pub rows: u64,
    /// What brought it.
    pub source: String,
}

/// How a generation was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// It is empty.
    New,
    /// It was the one that is being made, and has the rows that were added to it.
    GoesOn,
    /// Another one is being made, by somebody who has added something within the time that they have for that.
    Busy,
}

/// The directory. A set is made as a new generation beside the one in force, and takes its place at once. Each method is
/// one transaction.
#[async_trait]
pub trait Directory: Send + Sync + 'static {
    /// Begins a generation of a set, or goes on with it where it is the one that is being made.
    async fn begin_generation(
        &self,
        set: DirectorySet,
        generation: &str,
        hold: SignedDuration,
        at: Timestamp,
    ) -> Result<Begun, StoreError>;
    /// Lets others make a generation at once. Nothing happens when they already do.
    async fn give_up(&self, set: DirectorySet, generation: &str) -> Result<(), StoreError>;
    /// Forgets what a part of a generation has brought so far. `Conflict` when another one is being made meanwhile.
    async fn drop_part(
        &self,
        set: DirectorySet,
        generation: &str,
        part: u32,
        at: Timestamp,
    ) -> Result<(), StoreError>;
    /// Adds devices to a generation. `Conflict` when another one is being made meanwhile.
    async fn add_devices(
        &self,
        generation: &str,
        part: u32,
        devices: &[DeviceReading],
        at: Timestamp,
    ) -> Result<(), StoreError>;
    /// Adds uses to a generation. `Conflict` when another one is being made meanwhile.
    async fn add_people(
        &self,
        generation: &str,
        part: u32,
        uses: &[Use],
        at: Timestamp,
    ) -> Result<(), StoreError>;
    /// Puts a generation of these sets in force, which were asked for at `as_of`. Devices that nobody was seen to use are
    /// listed for whoever logged on last, if there is one person of that name. `Conflict` when another one is being made
    /// meanwhile.
    async fn put_in_force(
        &self,
        sets: &[DirectorySet],
        generation: &str,
        as_of: Timestamp,
        source: &str,
    ) -> Result<(), StoreError>;
    /// The devices of somebody; `None` while there is no directory.
    async fn listing(&self, employee: &EmployeeId) -> Result<Option<Listing>, StoreError>;
    /// Keeps the figures of some devices that are in force as those of a day, in place of what was kept of it: of devices
    /// after this one in the order of their UIDs that reported since `since`, at most `limit`. The last of them, or `None`
    /// when there are no more.
    async fn keep_day(
        &self,
        day: i64,
        since: Timestamp,
        after: &str,
        limit: u32,
    ) -> Result<Option<String>, StoreError>;
    /// Forgets the figures of days before this one.
    async fn forget_days(&self, before: i64) -> Result<(), StoreError>;
    /// The figures of a device on each day, the oldest first. A day is counted from 1970, UTC.
    async fn days_of(&self, device: &CollectorUid) -> Result<Vec<(i64, BTreeMap<String, f64>)>, StoreError>;
    /// What is in force.
    async fn directory(&self) -> Result<Vec<SetInForce>, StoreError>;
    /// How far the discovery is that was begun last, in its own words.
    async fn discovery(&self) -> Result<Option<String>, StoreError>;
    /// Keeps how far the discovery is.
    async fn keep_discovery(&self, progress: &str) -> Result<(), StoreError>;
}

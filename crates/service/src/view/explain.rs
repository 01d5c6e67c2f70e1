//! Why somebody is shown something, or is not.

use std::{collections::BTreeSet, sync::Arc};

use domain::{Audience, Availability, Criterion, Device, EmployeeId, Metric, Remedy, Topic};
use jiff::Timestamp;

/// What is asked about.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A remedy.
    Remedy(Arc<Remedy>),
    /// A topic.
    Topic(Arc<Topic>),
}

/// Whether somebody is part of those whom something is meant for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceReason {
    /// Whom it is meant for; everybody when it is empty.
    pub meant_for: BTreeSet<Audience>,
    /// What the person belongs to; `None` when nobody knows, because they are not signed in.
    pub belongs_to: Option<BTreeSet<Audience>>,
    /// Whether it is meant for them; `None` when nobody knows.
    pub holds: Option<bool>,
}

/// Which device is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeviceReason {
    /// None was named.
    NotNamed,
    /// One that is none of the person's.
    NotTheirs,
    /// This one of the person's.
    Theirs(Device),
}

/// What somebody sees of something on a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Nobody can say, for one of the reasons that are told.
    Unknown,
    /// Nothing.
    Hidden,
    /// A topic, which can be looked at.
    Topic,
    /// A remedy, which can be run or not.
    Remedy(Availability),
}

/// Why somebody is shown something, or is not.
#[derive(Debug, Clone, PartialEq)]
pub struct Visibility {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// Whom it is about.
    pub person: EmployeeId,
    /// What it is about.
    pub item: Item,
    /// The person's devices, the latest seen first.
    pub devices: Vec<Device>,
    /// Whom it is meant for.
    pub audience: AudienceReason,
    /// On which device.
    pub device: DeviceReason,
    /// What else decides, in order; empty when it is not known on which device.
    pub criteria: Vec<Criterion>,
    /// What the criteria speak of.
    pub metrics: Vec<Arc<Metric>>,
    /// What the person sees.
    pub seen: Seen,
}

//! What an employee has chosen for themselves.

use serde::{Deserialize, Serialize};

use crate::{CollectorUid, RemedyId, TopicId};

/// Something that an employee wants to find at once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Favourite {
    /// A symptom.
    Topic(TopicId),
    /// A remedy.
    Remedy(RemedyId),
}

/// What an employee has chosen for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Preferences {
    /// The device they chose last; it may be somebody else's by now.
    pub device: Option<CollectorUid>,
    /// What they marked, the latest first; content may not have it any more.
    pub favourites: Vec<Favourite>,
}

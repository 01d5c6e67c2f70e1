//! What a webhook says.

use domain::CollectorUid;
use thiserror::Error;

use super::Sighting;

/// What a webhook says. It comes from the tenant, late, twice or in any order, and never says who anybody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// An execution stands like this.
    Execution(Sighting),
    /// Something happened to an execution; what it was has to be asked.
    Hint,
    /// An alert was raised or is over.
    Alert {
        /// The device it is about, where it names one.
        device: Option<CollectorUid>,
    },
}

/// Why the body of a webhook cannot be read, for the person who wrote its payload.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Unreadable(pub String);

//! How good a figure is, in three words and one for not knowing.

use serde::{Deserialize, Serialize};

/// Nexthink's three levels, and `Unknown` for a figure that nobody has measured.
///
/// The order is from worst to best, with `Unknown` last, so that the minimum of several is what needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rating {
    /// Red: it hurts the employee now.
    Frustrating,
    /// Yellow: it could be better.
    Average,
    /// Green.
    Good,
    /// Not measured.
    Unknown,
}

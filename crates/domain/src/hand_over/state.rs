//! Where a hand-over stands.

use serde::{Deserialize, Serialize};

/// The state of a hand-over.
///
/// `Queued → Sending → Created`, or `Failed`; `Unsure` after a call whose outcome is unknown, and from there `Created` when
/// the service desk has the ticket, or back to `Queued` when it is proven not to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOverState {
    /// Kept by Deskside; the service desk certainly has no ticket for it.
    Queued,
    /// The service desk is being asked for a ticket.
    Sending,
    /// There may be a ticket. None is asked for again before the service desk is proven not to have one.
    Unsure,
    /// There is a ticket. It may still be given what goes along with it.
    Created,
    /// There is none, or nobody ever learned of it.
    Failed,
}

impl HandOverState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Queued,
        Self::Sending,
        Self::Unsure,
        Self::Created,
        Self::Failed,
    ];

    /// Whether it is known how it ended.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Created | Self::Failed)
    }

    /// Its name in addresses, events and columns.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Unsure => "unsure",
            Self::Created => "created",
            Self::Failed => "failed",
        }
    }
}

/// A ticket of the service desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its number, as the service desk shows it; some tell none.
    pub number: Option<String>,
    /// Where to look at it.
    pub link: Option<String>,
    /// What the service desk itself calls it, by which something is added to it.
    #[serde(default)]
    pub record: Option<String>,
}

/// The cause, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOverFailureKind {
    /// The service desk does not want it.
    Refused,
    /// It could not be sent in time.
    NeverSent,
    /// It was sent, perhaps, and nobody ever learned what became of it. There may be a ticket.
    NeverHeard,
}

/// Why a hand-over failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverFailure {
    /// The cause.
    pub kind: HandOverFailureKind,
    /// The service desk's own words, for IT; may be empty.
    pub words: String,
}

use std::time::Duration;

use thiserror::Error;

/// Why there is no ticket to tell of. No text here holds a secret. `why` may hold the desk's own words, one line of at
/// most 300 characters, for administrators.
///
/// | | a ticket was made | may be tried again |
/// | --- | --- | --- |
/// | [`Refused`](Self::Refused) | certainly not | once somebody has changed something |
/// | [`Busy`](Self::Busy) | certainly not | later |
/// | [`Unknown`](Self::Unknown) | perhaps | when [`Connector::find`](crate::Connector::find) has found none |
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// The desk refuses. Without a change of the report, the settings or the desk it will do so again.
    #[error("the service desk refuses: {why}")]
    Refused {
        /// The HTTP status, where it was one: 401 and 403 are about the credentials and not about the report. Where no token
        /// is given for the credentials, it is 401.
        status: Option<u16>,
        /// The reason.
        why: String,
    },
    /// The desk cannot be reached, or wants fewer requests.
    #[error("the service desk cannot take it now: {why}")]
    Busy {
        /// The reason.
        why: String,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// It was sent, and there is no answer that could be believed. Only [`create`](crate::Connector::create) and
    /// [`attach`](crate::Connector::attach) fail like this.
    #[error("it is not known whether the service desk has taken it: {why}")]
    Unknown {
        /// The reason.
        why: String,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
}

impl Fault {
    /// A stable word for it: `refused`, `busy` or `unknown`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::Busy { .. } => "busy",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// How long the desk asks to wait, counted from its answer.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused { .. } => None,
            Self::Busy { retry_after, .. } | Self::Unknown { retry_after, .. } => *retry_after,
        }
    }
}

//! Where an execution stands.

use serde::{Deserialize, Serialize};

/// The state of an execution.
///
/// `Queued → Sent → WaitingForDevice | WaitingForUser | Running → Verifying → Fixed | NotFixed | Done`, or `Failed`,
/// `Expired`, `Declined`, `Unanswered`, `Cancelled`; `Unsure` after a send whose outcome is unknown. A workflow that
/// asks goes `Running → WaitingForAnswer → Answering → Running`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Kept by Deskside, not sent yet.
    Queued,
    /// It may or may not have reached Nexthink. Never sent again blindly.
    Unsure,
    /// Nexthink has it.
    Sent,
    /// Nexthink waits for the device to come online.
    WaitingForDevice,
    /// The device waits for its user's answer.
    WaitingForUser,
    /// The workflow waits for an answer, which the page asks for.
    WaitingForAnswer,
    /// The answer is kept by Deskside and not taken by Nexthink yet.
    Answering,
    /// The device is at it.
    Running,
    /// The device says it is done; the figure is being read again.
    Verifying,
    /// The figure proves it.
    Fixed,
    /// It ran, and the figure did not move enough.
    NotFixed,
    /// It ran; there is no figure to prove it by, or none came in time.
    Done,
    /// It did not run, or not to its end.
    Failed,
    /// The device could not be reached in time.
    Expired,
    /// The device's user said no.
    Declined,
    /// The device's user was asked, and did not answer in time.
    Unanswered,
    /// Taken back before it was sent, or cancelled in Nexthink.
    Cancelled,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 17] = [
        Self::Queued,
        Self::Unsure,
        Self::Sent,
        Self::WaitingForDevice,
        Self::WaitingForUser,
        Self::WaitingForAnswer,
        Self::Answering,
        Self::Running,
        Self::Verifying,
        Self::Fixed,
        Self::NotFixed,
        Self::Done,
        Self::Failed,
        Self::Expired,
        Self::Declined,
        Self::Unanswered,
        Self::Cancelled,
    ];

    /// Whether nothing can happen any more.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(
            self,
            Self::Fixed
                | Self::NotFixed
                | Self::Done
                | Self::Failed
                | Self::Expired
                | Self::Declined
                | Self::Unanswered
                | Self::Cancelled
        )
    }

    /// Whether Nexthink has it or may have it, so that the watcher has to look.
    #[must_use]
    pub const fn is_with_tenant(self) -> bool {
        matches!(
            self,
            Self::Unsure
                | Self::Sent
                | Self::WaitingForDevice
                | Self::WaitingForUser
                | Self::WaitingForAnswer
                | Self::Answering
                | Self::Running
        )
    }

    /// Whether Deskside itself has something to send for it.
    #[must_use]
    pub const fn is_to_send(self) -> bool {
        matches!(self, Self::Queued | Self::Answering)
    }

    /// The state of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Its name in addresses, events and columns.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Unsure => "unsure",
            Self::Sent => "sent",
            Self::WaitingForDevice => "waiting_for_device",
            Self::WaitingForUser => "waiting_for_user",
            Self::WaitingForAnswer => "waiting_for_answer",
            Self::Answering => "answering",
            Self::Running => "running",
            Self::Verifying => "verifying",
            Self::Fixed => "fixed",
            Self::NotFixed => "not_fixed",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::Declined => "declined",
            Self::Unanswered => "unanswered",
            Self::Cancelled => "cancelled",
        }
    }
}

//! What can be wrong with the tenant, in words that a page can explain and a log can name.

use std::time::Duration;

use jiff::Timestamp;
use thiserror::Error;

/// What is wrong with the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TroubleKind {
    /// No connection, or none in time.
    Unreachable,
    /// It answers that it is unavailable or broken (5xx).
    Down,
    /// It answers that we ask too often (429), or our own budget is used up.
    Throttled,
    /// It refuses our credential.
    BadCredential,
    /// Our credential lacks a permission.
    NoPermission,
    /// It does not know a saved query, remote action or workflow, or refuses what we sent.
    Misconfigured,
    /// Its answer makes no sense.
    BrokenAnswer,
}

/// A call to the tenant that failed.
#[derive(Debug, Clone, Error)]
#[error("{message}")]
pub struct TenantError {
    /// What kind of trouble it is.
    pub kind: TroubleKind,
    /// What happened, for the log; without secrets.
    pub message: String,
    /// Whether the call may have had its effect all the same.
    pub may_have_been_applied: bool,
    /// How long the tenant asks us to wait.
    pub retry_after: Option<Duration>,
}

/// Trouble that lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trouble {
    /// What is wrong.
    pub kind: TroubleKind,
    /// Since when.
    pub since: Timestamp,
}

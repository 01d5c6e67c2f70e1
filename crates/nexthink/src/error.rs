//! What can go wrong, and what it means for the caller.

mod configuration;
mod connect;
mod invalid_request;
mod problem;

use std::time::Duration;

use thiserror::Error;

pub(crate) use self::problem::{chain, shortened};
pub use self::{
    configuration::ConfigurationError, connect::ConnectCause, invalid_request::InvalidRequest,
    problem::Problem,
};
use crate::{Call, TableError};

/// A call that failed. No variant holds a secret; texts from the tenant are shortened.
///
/// | variant | transient | may have been applied (triggers only) |
/// | --- | --- | --- |
/// | [`InvalidRequest`](Self::InvalidRequest) | no | no: nothing was sent |
/// | [`Connect`](Self::Connect) | yes | no: nothing was sent |
/// | [`Timeout`](Self::Timeout) | yes | **yes** |
/// | [`Interrupted`](Self::Interrupted) | yes | **yes** |
/// | [`CredentialsRefused`](Self::CredentialsRefused) | no | no: only the token was asked for |
/// | [`Unauthorized`](Self::Unauthorized), [`Forbidden`](Self::Forbidden), [`NotFound`](Self::NotFound), [`NotAcceptable`](Self::NotAcceptable), [`Rejected`](Self::Rejected) | no | no: refused |
/// | [`RateLimited`](Self::RateLimited), [`Unavailable`](Self::Unavailable) | yes | no: refused for now |
/// | [`Server`](Self::Server) | yes | **yes** |
/// | [`UnexpectedStatus`](Self::UnexpectedStatus) | no | **yes** |
/// | [`Malformed`](Self::Malformed) | yes | **yes** |
/// | [`UnexpectedShape`](Self::UnexpectedShape) | no | **yes** |
/// | [`ExportFailed`](Self::ExportFailed), [`ExportTooSlow`](Self::ExportTooSlow), [`Table`](Self::Table) | no | no: not about triggers |
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// The request breaks a rule of the API; it was not sent.
    #[error("{call}: not sent, {reason}")]
    InvalidRequest {
        /// The call.
        call: Call,
        /// The rule.
        reason: InvalidRequest,
    },
    /// There was no connection: name not resolved, connection refused, TLS refused, or no answer to connecting in time.
    #[error(
        "{call}: no connection to the tenant ({detail}); check the address and the way through proxies and firewalls"
    )]
    Connect {
        /// The call.
        call: Call,
        /// What stood in the way.
        cause: ConnectCause,
        /// The chain of causes.
        detail: String,
    },
    /// No complete answer in time, on a connection that stood (or, where `total` is set below `connect`, may have stood).
    #[error("{call}: no complete answer in time ({detail})")]
    Timeout {
        /// The call.
        call: Call,
        /// The chain of causes.
        detail: String,
    },
    /// The connection broke before the full answer was read.
    #[error("{call}: the connection broke before the full answer was there ({detail})")]
    Interrupted {
        /// The call.
        call: Call,
        /// The chain of causes.
        detail: String,
    },
    /// The token endpoint refuses the client id or secret (400, 401 or 403).
    #[error("token: the tenant refuses the client id or secret ({problem}); check the API credential")]
    CredentialsRefused {
        /// What it answered.
        problem: Problem,
    },
    /// 401, and again with a new token.
    #[error(
        "{call}: the tenant refuses its own token ({problem}); check that token and API belong to the same tenant"
    )]
    Unauthorized {
        /// The call.
        call: Call,
        /// What it answered.
        problem: Problem,
    },
    /// 403: the credential lacks the permission for this API.
    #[error("{call}: the API credential lacks the permission ({problem}); tick this API on the credential")]
    Forbidden {
        /// The call.
        call: Call,
        /// What it answered.
        problem: Problem,
    },
    /// 404: the tenant does not know the saved query, export, remote action or workflow.
    #[error("{call}: the tenant does not know it ({problem})")]
    NotFound {
        /// The call.
        call: Call,
        /// What it answered.
        problem: Problem,
    },
    /// 406: the tenant does not answer in the format asked for.
    #[error("{call}: the tenant does not answer in the format asked for ({problem})")]
    NotAcceptable {
        /// The call.
        call: Call,
        /// What it answered.
        problem: Problem,
    },
    /// Any other 4xx.
    #[error("{call}: the tenant refuses the request ({problem})")]
    Rejected {
        /// The call.
        call: Call,
        /// What it answered.
        problem: Problem,
    },
    /// 429: too many calls.
    #[error("{call}: too many calls ({problem}){}", wish(*retry_after))]
    RateLimited {
        /// The call.
        call: Call,
        /// What it answered.
        problem: Problem,
        /// How long the tenant asks to wait.
        retry_after: Option<Duration>,
    },
    /// 503: not available.
    #[error("{call}: the tenant is not available ({problem}){}", wish(*retry_after))]
    Unavailable {
        /// The call.
        call: Call,
        /// What it answered.
        problem: Problem,
        /// How long the tenant asks to wait.
        retry_after: Option<Duration>,
    },
    /// Any other 5xx.
    #[error("{call}: the tenant has an internal error ({problem})")]
    Server {
        /// The call.
        call: Call,
        /// What it answered.
        problem: Problem,
    },
    /// A status that the API does not have, such as a redirect, which is not followed.
    #[error("{call}: an answer that the API does not have ({problem}); check the address")]
    UnexpectedStatus {
        /// The call.
        call: Call,
        /// What it answered.
        problem: Problem,
    },
    /// A success whose body is not JSON, or is cut short.
    #[error("{call}: status {status}, but the answer is broken ({detail})")]
    Malformed {
        /// The call.
        call: Call,
        /// The HTTP status.
        status: u16,
        /// Where it breaks.
        detail: String,
    },
    /// A success whose body is JSON, but not as documented.
    #[error("{call}: status {status}, but the answer is not as documented ({detail})")]
    UnexpectedShape {
        /// The call.
        call: Call,
        /// The HTTP status.
        status: u16,
        /// What does not fit.
        detail: String,
    },
    /// An export ended in error.
    #[error("nql/export: the export failed: {description}")]
    ExportFailed {
        /// What the tenant says.
        description: String,
    },
    /// An export was not finished by the deadline.
    #[error("nql/export: not finished after {} s", deadline.as_secs_f64())]
    ExportTooSlow {
        /// The deadline.
        deadline: Duration,
    },
    /// A table that does not hold what was asked of it.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl Error {
    /// The call that failed.
    #[must_use]
    pub fn call(&self) -> Call {
        match self {
            Self::InvalidRequest { call, .. }
            | Self::Connect { call, .. }
            | Self::Timeout { call, .. }
            | Self::Interrupted { call, .. }
            | Self::Unauthorized { call, .. }
            | Self::Forbidden { call, .. }
            | Self::NotFound { call, .. }
            | Self::NotAcceptable { call, .. }
            | Self::Rejected { call, .. }
            | Self::RateLimited { call, .. }
            | Self::Unavailable { call, .. }
            | Self::Server { call, .. }
            | Self::UnexpectedStatus { call, .. }
            | Self::Malformed { call, .. }
            | Self::UnexpectedShape { call, .. } => *call,
            Self::CredentialsRefused { .. } => Call::Token,
            Self::ExportFailed { .. } | Self::ExportTooSlow { .. } => Call::NqlExportStatus,
            Self::Table(_) => Call::NqlExecute,
        }
    }

    /// Whether the same call may well succeed later without anybody changing anything. It does not say that repeating
    /// is safe; for that ask [`may_have_been_applied`](Self::may_have_been_applied).
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Connect { .. }
                | Self::Timeout { .. }
                | Self::Interrupted { .. }
                | Self::RateLimited { .. }
                | Self::Unavailable { .. }
                | Self::Server { .. }
                | Self::Malformed { .. }
        )
    }

    /// Whether this was a trigger that may have had its effect all the same, so that repeating it may do it twice.
    /// Always false for calls that change nothing.
    #[must_use]
    pub fn may_have_been_applied(&self) -> bool {
        self.call().is_trigger()
            && matches!(
                self,
                Self::Timeout { .. }
                    | Self::Interrupted { .. }
                    | Self::Server { .. }
                    | Self::UnexpectedStatus { .. }
                    | Self::Malformed { .. }
                    | Self::UnexpectedShape { .. }
            )
    }

    /// How long the tenant asks to wait, counted from the answer. `None` where it did not say or cannot be read.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RateLimited { retry_after, .. } | Self::Unavailable { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// What the tenant answered, where it answered with an error.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::CredentialsRefused { problem }
            | Self::Unauthorized { problem, .. }
            | Self::Forbidden { problem, .. }
            | Self::NotFound { problem, .. }
            | Self::NotAcceptable { problem, .. }
            | Self::Rejected { problem, .. }
            | Self::RateLimited { problem, .. }
            | Self::Unavailable { problem, .. }
            | Self::Server { problem, .. }
            | Self::UnexpectedStatus { problem, .. } => Some(problem),
            _ => None,
        }
    }

    /// The HTTP status, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Malformed { status, .. } | Self::UnexpectedShape { status, .. } => Some(*status),
            _ => self.problem().map(|problem| problem.status),
        }
    }
}

fn wish(retry_after: Option<Duration>) -> String {
    retry_after
        .map(|wish| format!("; asks to wait {} s", wish.as_secs()))
        .unwrap_or_default()
}

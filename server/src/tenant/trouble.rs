//! The client's errors, as the trouble that they mean.

use domain::NqlId;
use nexthink::Error;
use service::{TenantError, TroubleKind};

use super::read::RowError;

/// A call that failed.
pub fn of(error: Error) -> TenantError {
    let kind = match &error {
        Error::Connect { .. } | Error::Timeout { .. } | Error::Interrupted { .. } => TroubleKind::Unreachable,
        Error::CredentialsRefused { .. } | Error::Unauthorized { .. } => TroubleKind::BadCredential,
        Error::Forbidden { .. } => TroubleKind::NoPermission,
        Error::RateLimited { .. } => TroubleKind::Throttled,
        Error::Unavailable { .. } | Error::Server { .. } => TroubleKind::Down,
        Error::Malformed { .. } | Error::UnexpectedShape { .. } | Error::UnexpectedStatus { .. } => {
            TroubleKind::BrokenAnswer
        }
        _ => TroubleKind::Misconfigured,
    };
    TenantError {
        kind,
        message: error.to_string(),
        may_have_been_applied: error.may_have_been_applied(),
        retry_after: error.retry_after(),
    }
}

/// An answer whose rows are not what was asked for.
pub fn of_table(error: RowError) -> TenantError {
    let kind = match &error {
        RowError::Table(nexthink::TableError::MissingColumn { .. }) => TroubleKind::Misconfigured,
        _ => TroubleKind::BrokenAnswer,
    };
    TenantError {
        kind,
        message: error.to_string(),
        may_have_been_applied: false,
        retry_after: None,
    }
}

/// A call that was not made.
pub fn not_sent(error: &nexthink::InvalidId) -> TenantError {
    let message = error.to_string();
    TenantError {
        kind: TroubleKind::Misconfigured,
        message,
        may_have_been_applied: false,
        retry_after: None,
    }
}

/// An export that was not just said to be ready.
pub fn no_file() -> TenantError {
    TenantError {
        kind: TroubleKind::BrokenAnswer,
        message: "nobody has said where the file of this export is".to_owned(),
        may_have_been_applied: false,
        retry_after: None,
    }
}

/// A workflow whose uuid the tenant does not say cannot be answered.
pub fn unnamed_workflow(workflow: &NqlId) -> TenantError {
    TenantError {
        kind: TroubleKind::BrokenAnswer,
        message: format!("the tenant does not say the uuid of the workflow {workflow}"),
        may_have_been_applied: false,
        retry_after: None,
    }
}

/// The trigger went through, and its answer names no request.
pub fn unreadable_receipt(error: &domain::InvalidId) -> TenantError {
    let message = error.to_string();
    TenantError {
        kind: TroubleKind::BrokenAnswer,
        message,
        may_have_been_applied: true,
        retry_after: None,
    }
}

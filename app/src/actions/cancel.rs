//! `POST /api/cancel`

use domain::ExecutionId;
use leptos::prelude::*;
use service::CancelError;

use super::{ActionAnswer, ActionError, accepted, caller, fault, refused_there};
use crate::context::{Reason, Tried};

/// Takes back an execution that was not sent yet.
///
/// # Errors
/// [`ActionError`], with 400 for a malformed id and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "cancel")]
pub async fn cancel(
    /// Which one.
    execution: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    let Ok(execution) = execution.parse::<ExecutionId>() else {
        return Err(fault(ActionError::BadRequest));
    };
    match service.cancel(&employee, &execution).await {
        Ok(()) => Ok(accepted(&execution)),
        Err(error) => {
            if let CancelError::Internal(cause) = &error {
                tracing::error!(error = %cause, %execution, "taking back execution {execution} failed: {cause}");
            }
            Ok(refused_there(Reason::from(&error), Tried::Cancel, &execution))
        }
    }
}

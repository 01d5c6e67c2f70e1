//! `POST /api/cancel`

use domain::ExecutionId;
use leptos::prelude::*;
use service::CancelError;

use super::{
    ActionAnswer, ActionError, accepted, caller, fault, is_somebody_else, refused_there, somebody_else,
};
use crate::{
    context::{Reason, Tried},
    links,
};

/// Takes back an execution that was not sent yet.
///
/// # Errors
/// [`ActionError`], with 400 for a malformed id and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "cancel")]
pub async fn cancel(
    /// Which one.
    execution: String,
    /// Whom the page was made for.
    #[server(default)]
    person: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    if is_somebody_else(&person) {
        return Ok(somebody_else(Tried::Cancel));
    }
    let Ok(execution) = execution.parse::<ExecutionId>() else {
        return Err(fault(ActionError::BadRequest));
    };
    let page = links::execution(&execution);
    match service.cancel(&employee, &execution).await {
        Ok(()) => Ok(accepted(&page)),
        Err(error) => {
            if let CancelError::Internal(cause) = &error {
                tracing::error!(error = %cause, %execution, "taking back execution {execution} failed: {cause}");
            }
            Ok(refused_there(Reason::from(&error), Tried::Cancel, &page))
        }
    }
}

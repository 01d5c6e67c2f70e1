//! `POST /api/feedback`

use domain::{FeedbackOn, Subject};
use leptos::prelude::*;
use service::FeedbackError;

use super::{
    ActionAnswer, ActionError, accepted, caller, fault, is_somebody_else, refused_there, somebody_else,
};
use crate::{
    context::{Reason, Tried},
    links,
};

/// Says whether a diagnosis or an execution helped. The last word counts.
///
/// # Errors
/// [`ActionError`], with 400 for a malformed id or not exactly one, and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "feedback")]
pub async fn feedback(
    /// The id of a diagnosis.
    #[server(default)]
    diagnosis: String,
    /// The id of an execution.
    #[server(default)]
    execution: String,
    /// Whether it helped.
    helped: bool,
    /// Whether to go on to handing it over to IT.
    #[server(default)]
    hand_over: bool,
    /// Whom the page was made for.
    #[server(default)]
    person: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    if is_somebody_else(&person) {
        return Ok(somebody_else(Tried::Feedback));
    }
    let Some(about) = links::subject("", "", &diagnosis, &execution) else {
        return Err(fault(ActionError::BadRequest));
    };
    let (on, page) = match &about {
        Subject::Diagnosis { diagnosis } => (
            FeedbackOn::Diagnosis(diagnosis.clone()),
            links::diagnosis(diagnosis),
        ),
        Subject::Execution { execution } => (
            FeedbackOn::Execution(execution.clone()),
            links::execution(execution),
        ),
        Subject::Device { .. } | Subject::Topic { .. } => return Err(fault(ActionError::BadRequest)),
    };
    match service.give_feedback(&employee, &on, helped, None).await {
        Ok(()) if hand_over => Ok(accepted(&links::hand_over(&about))),
        Ok(()) => Ok(accepted(&page)),
        Err(error) => {
            if let FeedbackError::Internal(cause) = &error {
                tracing::error!(error = %cause, "keeping feedback failed: {cause}");
            }
            Ok(refused_there(Reason::from(&error), Tried::Feedback, &page))
        }
    }
}

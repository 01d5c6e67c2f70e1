//! `POST /api/answer`

use std::collections::BTreeMap;

use leptos::prelude::*;
use service::{AnswerError, AnswerRequest};

use super::{
    ActionAnswer, ActionError, accepted, caller, fault, is_somebody_else, refused_there, somebody_else,
    values,
};
use crate::{
    context::{Reason, Tried},
    links,
};

/// Answers what a workflow asks.
///
/// `custom` holds the free texts next to lists of options; one that is not empty wins over the option.
///
/// # Errors
/// [`ActionError`], with 400 for a malformed id or time and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "answer")]
pub async fn answer(
    /// Which execution asks.
    execution: String,
    /// Since when it asks, as the page said: it may ask more than once.
    asked_at: String,
    /// What was chosen, by parameter name.
    #[server(default)]
    parameters: BTreeMap<String, String>,
    /// What was typed instead, by parameter name.
    #[server(default)]
    custom: BTreeMap<String, String>,
    /// Whom the page was made for.
    #[server(default)]
    person: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    if is_somebody_else(&person) {
        return Ok(somebody_else(Tried::Answer));
    }
    let (Ok(execution), Ok(asked_at)) = (execution.parse(), asked_at.parse()) else {
        return Err(fault(ActionError::BadRequest));
    };
    let request = AnswerRequest {
        execution,
        asked_at,
        given: values(parameters, custom),
    };
    let execution = &request.execution;
    let page = links::execution(execution);
    match service.answer(&employee, &request).await {
        Ok(()) => Ok(accepted(&page)),
        Err(error) => {
            if let AnswerError::Internal(cause) = &error {
                tracing::error!(error = %cause, %execution, "answering execution {execution} failed: {cause}");
            }
            Ok(refused_there(Reason::from(&error), Tried::Answer, &page))
        }
    }
}

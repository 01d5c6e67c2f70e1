//! `POST /api/mark`

use domain::Favourite;
use leptos::prelude::*;
use service::PreferenceError;

use super::{
    ActionAnswer, ActionError, accepted, caller, fault, is_somebody_else, refused_there, somebody_else,
};
use crate::{
    context::{Reason, Tried},
    links::local,
};

/// Marks a topic or a remedy as a favourite, or takes the mark away.
///
/// # Errors
/// [`ActionError`], with 400 for a malformed name or not exactly one, and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "mark")]
pub async fn mark(
    /// A topic's name.
    #[server(default)]
    topic: String,
    /// A remedy's name.
    #[server(default)]
    remedy: String,
    /// Whether it is to be one.
    marked: bool,
    /// The path of the page that was pressed.
    #[server(default)]
    back: String,
    /// Whom the page was made for.
    #[server(default)]
    person: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    if is_somebody_else(&person) {
        return Ok(somebody_else(Tried::Mark));
    }
    let favourite = match (topic.as_str(), remedy.as_str()) {
        (topic, "") => topic.parse().map(Favourite::Topic),
        ("", remedy) => remedy.parse().map(Favourite::Remedy),
        _ => return Err(fault(ActionError::BadRequest)),
    };
    let Ok(favourite) = favourite else {
        return Err(fault(ActionError::BadRequest));
    };
    let page = local(&back);
    match service.mark(&employee, &favourite, marked).await {
        Ok(()) => Ok(accepted(page)),
        Err(error) => {
            if let PreferenceError::Internal(cause) = &error {
                tracing::error!(error = %cause, "keeping a mark failed: {cause}");
            }
            Ok(refused_there(Reason::from(&error), Tried::Mark, page))
        }
    }
}

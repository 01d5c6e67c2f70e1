//! `POST /api/hand_over`
#![expect(
    clippy::too_many_arguments,
    reason = "there is one for each field of the form"
)]

use domain::Note;
use leptos::prelude::*;
use service::{HandOverError, HandOverRequest};

use super::{
    ActionAnswer, ActionError, accepted, caller, fault, is_somebody_else, refused_there, somebody_else,
};
use crate::{
    context::{Reason, Tried},
    links,
};

/// Hands something over to IT: a diagnosis, an execution, a topic, or a device. A topic may come with a device.
///
/// # Errors
/// [`ActionError`], with 400 for malformed ids or none, and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "hand_over")]
pub async fn hand_over(
    /// The Collector UID of a device.
    #[server(default)]
    device: String,
    /// A topic's name.
    #[server(default)]
    topic: String,
    /// The id of a diagnosis.
    #[server(default)]
    diagnosis: String,
    /// The id of an execution.
    #[server(default)]
    execution: String,
    /// What the employee says about it.
    #[server(default)]
    note: String,
    /// The idempotency key that was minted with the page.
    key: String,
    /// The id of the latest hand-over about it that the page showed.
    #[server(default)]
    after: String,
    /// Whom the page was made for.
    #[server(default)]
    person: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    if is_somebody_else(&person) {
        return Ok(somebody_else(Tried::HandOver));
    }
    let about = links::subject(&device, &topic, &diagnosis, &execution);
    let (Some(about), Ok(key)) = (about, key.parse()) else {
        return Err(fault(ActionError::BadRequest));
    };
    let after = match after.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| fault(ActionError::BadRequest))?),
    };
    let page = links::hand_over(&about);
    let Ok(note) = Note::read(&note) else {
        return Ok(refused_there(Reason::Note, Tried::HandOver, &page));
    };
    let request = HandOverRequest {
        about,
        note,
        key,
        after,
    };
    match service.hand_over(&employee, request).await {
        Ok(placed) => Ok(accepted(&links::handed_over(&placed.hand_over))),
        Err(error) => {
            if let HandOverError::Internal(cause) = &error {
                tracing::error!(error = %cause, "a hand-over failed: {cause}");
            }
            let page = match &error {
                HandOverError::Settled(by) => links::handed_over(by),
                _ => page,
            };
            Ok(refused_there(Reason::from(&error), Tried::HandOver, &page))
        }
    }
}

//! `POST /api/diagnose`

use leptos::prelude::*;
use service::{DiagnoseError, DiagnoseRequest};

use super::{
    ActionAnswer, ActionError, accepted, caller, fault, is_somebody_else, refused_there, somebody_else,
};
use crate::{
    context::{Reason, Tried},
    links,
};

/// Has a symptom looked at on a device.
///
/// # Errors
/// [`ActionError`], with 400 for malformed ids and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "diagnose")]
pub async fn diagnose(
    /// The Collector UID of the device.
    device: String,
    /// The topic's name.
    topic: String,
    /// The idempotency key that was minted with the page.
    key: String,
    /// Whom the page was made for.
    #[server(default)]
    person: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    if is_somebody_else(&person) {
        return Ok(somebody_else(Tried::Look));
    }
    let (Ok(device), Ok(topic), Ok(key)) = (device.parse(), topic.parse(), key.parse()) else {
        return Err(fault(ActionError::BadRequest));
    };
    let page = links::topic(&topic, Some(&device));
    match service
        .diagnose(&employee, DiagnoseRequest { device, topic, key })
        .await
    {
        Ok(begun) => Ok(accepted(&links::diagnosis(&begun.diagnosis))),
        Err(error) => {
            if let DiagnoseError::Internal(cause) = &error {
                tracing::error!(error = %cause, "a diagnosis failed: {cause}");
            }
            Ok(refused_there(Reason::from(&error), Tried::Look, &page))
        }
    }
}

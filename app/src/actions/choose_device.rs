//! `POST /api/choose_device`

use domain::CollectorUid;
use leptos::prelude::*;
use service::PreferenceError;

use super::{
    ActionAnswer, ActionError, accepted, caller, fault, is_somebody_else, refused_there, somebody_else,
};
use crate::{
    context::{Reason, Tried},
    links,
};

/// Remembers which of their devices an employee wants to begin with.
///
/// # Errors
/// [`ActionError`], with 400 for a malformed id and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "choose_device")]
pub async fn choose_device(
    /// The Collector UID of the device.
    device: String,
    /// Whom the page was made for.
    #[server(default)]
    person: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    if is_somebody_else(&person) {
        return Ok(somebody_else(Tried::Choose));
    }
    let Ok(device) = device.parse::<CollectorUid>() else {
        return Err(fault(ActionError::BadRequest));
    };
    let page = links::device(&device);
    match service.remember_device(&employee, &device).await {
        Ok(()) => Ok(accepted(&page)),
        Err(error) => {
            if let PreferenceError::Internal(cause) = &error {
                tracing::error!(error = %cause, "keeping a choice failed: {cause}");
            }
            Ok(refused_there(Reason::from(&error), Tried::Choose, &page))
        }
    }
}

//! `POST /api/check_again`

use domain::CollectorUid;
use leptos::prelude::*;

use super::{
    ActionAnswer, ActionError, accepted, caller, fault, is_somebody_else, refused_there, somebody_else,
};
use crate::{
    context::{Reason, Tried},
    links,
};

/// Has Nexthink asked about a device again, now.
///
/// # Errors
/// [`ActionError`], with 400 for malformed ids and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "check_again")]
pub async fn check_again(
    /// The Collector UID of the device.
    device: String,
    /// The id of the diagnosis on whose page it was pressed.
    #[server(default)]
    diagnosis: String,
    /// Whom the page was made for.
    #[server(default)]
    person: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    if is_somebody_else(&person) {
        return Ok(somebody_else(Tried::Check));
    }
    let Ok(device) = device.parse::<CollectorUid>() else {
        return Err(fault(ActionError::BadRequest));
    };
    let page = match diagnosis.as_str() {
        "" => links::device(&device),
        id => {
            let id = id.parse().map_err(|_| fault(ActionError::BadRequest))?;
            links::diagnosis(&id)
        }
    };
    match service.check_again(&employee, &device).await {
        Ok(_) => Ok(accepted(&page)),
        Err(error) => Ok(refused_there(Reason::from(&error), Tried::Check, &page)),
    }
}

//! `POST /api/run_remedy`
#![expect(
    clippy::too_many_arguments,
    reason = "there is one for each field of the form"
)]

use std::collections::BTreeMap;

use jiff::SignedDuration;
use leptos::prelude::*;
use service::{StartError, StartRequest};

use super::{
    ActionAnswer, ActionError, accepted, caller, fault, is_somebody_else, refused, somebody_else, values,
};
use crate::{
    context::{Reason, Tried},
    links,
};

/// Runs a remedy on a device.
///
/// `custom` holds the free texts next to lists of options; one that is not empty wins over the option.
///
/// # Errors
/// [`ActionError`], with 400 for malformed ids and 401 when nobody is signed in.
#[server(prefix = "/api", endpoint = "run_remedy")]
pub async fn run_remedy(
    /// The Collector UID of the device.
    device: String,
    /// The remedy's name.
    remedy: String,
    /// The idempotency key that was minted with the page.
    key: String,
    /// What was chosen, by parameter name.
    #[server(default)]
    parameters: BTreeMap<String, String>,
    /// What was typed instead, by parameter name.
    #[server(default)]
    custom: BTreeMap<String, String>,
    /// Whether the box was ticked.
    #[server(default)]
    consent: bool,
    /// The id of the diagnosis because of which it is pressed.
    #[server(default)]
    diagnosis: String,
    /// How many seconds later than now it is to be sent; empty for now.
    #[server(default)]
    later: String,
    /// Whom the page was made for.
    #[server(default)]
    person: String,
) -> Result<ActionAnswer, ActionError> {
    let (service, employee) = caller()?;
    if is_somebody_else(&person) {
        return Ok(somebody_else(Tried::Run));
    }
    let (Ok(device), Ok(remedy), Ok(key)) = (device.parse(), remedy.parse(), key.parse()) else {
        return Err(fault(ActionError::BadRequest));
    };
    let diagnosis = match diagnosis.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| fault(ActionError::BadRequest))?),
    };
    let later = match later.as_str() {
        "" => None,
        seconds => {
            let seconds: u32 = seconds.parse().map_err(|_| fault(ActionError::BadRequest))?;
            Some(SignedDuration::from_secs(i64::from(seconds)))
        }
    };
    let request = StartRequest {
        later,
        diagnosis,
        device,
        remedy,
        parameters: values(parameters, custom),
        key,
        consent,
    };
    match service.start(&employee, request.clone()).await {
        Ok(started) => Ok(accepted(&match &request.diagnosis {
            // It is followed where the way to it began.
            Some(diagnosis) => links::diagnosis(diagnosis),
            None => links::execution(&started.execution),
        })),
        Err(error) => Ok(not_started(&request, &error)),
    }
}

fn not_started(request: &StartRequest, error: &StartError) -> ActionAnswer {
    if let StartError::Internal(cause) = error {
        tracing::error!(error = %cause, device = %request.device, remedy = %request.remedy, "a start failed: {cause}");
    }
    let reason = Reason::from(error);
    let (device, remedy) = (&request.device, &request.remedy);
    // A device that is not theirs has no page to go back to.
    let page = match reason {
        Reason::NotFound => format!("/?refused={}", reason.code()),
        _ => {
            let from = match &request.diagnosis {
                Some(diagnosis) => links::diagnosis(diagnosis),
                None => links::device(device),
            };
            let code = reason.code();
            format!("{from}?refused={code}&remedy={remedy}#remedy-{remedy}")
        }
    };
    refused(reason, &page)
}

//! What a page can do: server functions, public POST endpoints with fixed names that plain forms and scripts share.
//!
//! The server provides [`service::Service`], [`service::Employee`] and [`domain::Lang`] by context. Each function turns
//! what came over the wire into the domain's types, asks one use-case, and says the outcome twice: as an address to go
//! to, which is all that a plain form needs, and as a value, for a script that stays on the page.

use std::collections::BTreeMap;

use domain::Lang;
use http::StatusCode;
use leptos::{
    prelude::*,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use leptos_axum::{ResponseOptions, redirect};
use serde::{Deserialize, Serialize};
use service::{Employee, Service, StartError, StartRequest};
use thiserror::Error;

use crate::{context::Reason, texts::Texts};

/// What became of a press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunAnswer {
    /// It is stored and will be sent. The answer carries the address of the execution in `Location`.
    Started {
        /// That address.
        location: String,
    },
    /// Nothing was started.
    Refused {
        /// Why, in the employee's language.
        text: String,
    },
}

/// A call that could not be understood or served. It says nothing about the inside of the server.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "error")]
pub enum ActionError {
    /// The fields are missing or malformed.
    #[error("the request was not complete or not well-formed")]
    BadRequest,
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    SignedOut,
    /// Something failed here.
    #[error("something failed here")]
    Internal,
}

impl FromServerFnError for ActionError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::BadRequest,
            other => {
                tracing::warn!(error = %other, "a server function could not answer: {other}");
                Self::Internal
            }
        }
    }
}

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
) -> Result<RunAnswer, ActionError> {
    let (Some(service), Some(employee)) = (use_context::<Service>(), use_context::<Employee>()) else {
        return Err(fault(ActionError::SignedOut));
    };
    let (Ok(device), Ok(remedy), Ok(key)) = (device.parse(), remedy.parse(), key.parse()) else {
        return Err(fault(ActionError::BadRequest));
    };
    let mut parameters = parameters;
    parameters.extend(custom.into_iter().filter(|(_, value)| !value.is_empty()));
    let request = StartRequest {
        device,
        remedy,
        parameters,
        key,
        consent,
    };
    match service.start(&employee, request.clone()).await {
        Ok(started) => {
            let location = format!("/executions/{}", started.execution);
            redirect(&location);
            Ok(RunAnswer::Started { location })
        }
        Err(error) => Ok(refused(&request, &error)),
    }
}

fn refused(request: &StartRequest, error: &StartError) -> RunAnswer {
    if let StartError::Internal(cause) = error {
        tracing::error!(error = %cause, device = %request.device, remedy = %request.remedy, "a start failed: {cause}");
    }
    let reason = Reason::from(error);
    let (device, remedy) = (&request.device, &request.remedy);
    // A device that is not theirs has no page to go back to.
    redirect(&match reason {
        Reason::NotFound => format!("/?refused={}", reason.code()),
        _ => format!(
            "/devices/{device}?refused={}&remedy={remedy}#remedy-{remedy}",
            reason.code()
        ),
    });
    let texts = Texts::of(use_context::<Lang>().unwrap_or_default());
    RunAnswer::Refused {
        text: reason.text(texts).to_owned(),
    }
}

/// Sets the status for scripts, and where a plain form goes.
fn fault(error: ActionError) -> ActionError {
    let (status, to) = match error {
        ActionError::BadRequest => (
            StatusCode::BAD_REQUEST,
            format!("/?refused={}", Reason::BadRequest.code()),
        ),
        ActionError::SignedOut => (StatusCode::UNAUTHORIZED, "/sign-in".to_owned()),
        ActionError::Internal => (
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("/?refused={}", Reason::Internal.code()),
        ),
    };
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
    redirect(&to);
    error
}

//! What a page can do: server functions, public POST endpoints with fixed names that plain forms and scripts share.
//!
//! The server provides [`service::Service`], [`service::Employee`], [`domain::Lang`] and, for who is in a frame,
//! [`crate::Links`] by context. Each function turns what came over the wire into the domain's types, asks one use-case,
//! and says the outcome twice: as an address to go to, which is all that a plain form needs, and as a value, for a script
//! that stays on the page.

mod answer;
mod cancel;
mod check_again;
mod choose_device;
mod diagnose;
mod feedback;
mod hand_over;
mod mark;
mod run_remedy;

use std::collections::BTreeMap;

use domain::Lang;
use http::StatusCode;
use leptos::{
    prelude::*,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use leptos_axum::{ResponseOptions, redirect};
use serde::{Deserialize, Serialize};
use service::{Employee, Service};
use thiserror::Error;

pub use answer::{Answer, answer};
pub use cancel::{Cancel, cancel};
pub use check_again::{CheckAgain, check_again};
pub use choose_device::{ChooseDevice, choose_device};
pub use diagnose::{Diagnose, diagnose};
pub use feedback::{Feedback, feedback};
pub use hand_over::{HandOver, hand_over};
pub use mark::{Mark, mark};
pub use run_remedy::{RunRemedy, run_remedy};

use crate::{
    context::{PersonMark, Reason, Tried},
    links::{Links, with_query},
    texts::Wording,
};

/// What became of a press.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionAnswer {
    /// It is stored and will be done.
    Accepted {
        /// The address that shows what becomes of it.
        location: String,
    },
    /// Nothing was done, and the page can say so in place.
    Refused {
        /// Why, in the employee's language.
        text: String,
    },
    /// Nothing was done, because things have moved on since the page was made.
    Overtaken {
        /// The address that shows how they stand, and says why.
        location: String,
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

/// Who asks, and what serves them.
fn caller() -> Result<(Service, Employee), ActionError> {
    use_context::<Service>()
        .zip(use_context::<Employee>())
        .ok_or_else(|| fault(ActionError::SignedOut))
}

/// Whether the page that was pressed was made for somebody else than who is signed in now. `person` is what the page
/// says of it; a program that made no page says nothing.
fn is_somebody_else(person: &str) -> bool {
    let signed_in = use_context::<PersonMark>();
    !person.is_empty() && signed_in.is_some_and(|PersonMark(mark)| mark != person)
}

/// Nothing was done: goes to where whoever is signed in now reads so.
fn somebody_else(tried: Tried) -> ActionAnswer {
    let (reason, tried) = (Reason::SomebodyElse.code(), tried.code());
    let location = address(&format!("/?refused={reason}&tried={tried}"));
    redirect(&location);
    ActionAnswer::Overtaken { location }
}

/// What was chosen; a free text next to a list of options wins over the option when it is not empty.
fn values(
    parameters: BTreeMap<String, String>,
    custom: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut values = parameters;
    values.extend(custom.into_iter().filter(|(_, value)| !value.is_empty()));
    values
}

/// The address of a path of ours, for whoever asks: they may be in a frame.
fn address(path: &str) -> String {
    use_context::<Links>().unwrap_or_default().to(path)
}

/// It is stored, and `page` shows what becomes of it.
fn accepted(page: &str) -> ActionAnswer {
    let location = address(page);
    redirect(&location);
    ActionAnswer::Accepted { location }
}

/// Says why nothing was done: a plain form goes to `page` and reads it there.
fn refused(reason: Reason, page: &str) -> ActionAnswer {
    if reason.is_ours()
        && let Some(response) = use_context::<ResponseOptions>()
    {
        // A program that tries again by the status does so here; a plain form is sent on all the same.
        response.set_status(StatusCode::SERVICE_UNAVAILABLE);
    }
    redirect(&address(page));
    let wording = use_context::<Wording>().unwrap_or_default();
    let texts = wording.of(use_context::<Lang>().unwrap_or_default());
    ActionAnswer::Refused {
        text: reason.text(texts).to_owned(),
    }
}

/// Says why nothing was done, on the page of what it was tried with.
fn refused_there(reason: Reason, tried: Tried, page: &str) -> ActionAnswer {
    let said = format!("refused={}&tried={}", reason.code(), tried.code());
    let location = match reason {
        // What is not theirs has no page to go back to.
        Reason::NotFound | Reason::NotThere => format!("/?{said}"),
        _ => with_query(page, &said),
    };
    if !reason.is_overtaken() {
        return refused(reason, &location);
    }
    let location = address(&location);
    redirect(&location);
    ActionAnswer::Overtaken { location }
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
    redirect(&address(&to));
    error
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{ActionAnswer, Reason, ResponseOptions, StatusCode, Tried, accepted, refused, refused_there};
    use crate::{Frame, Links};

    /// The address that an action says, for whoever has these links.
    fn said(links: Option<Links>, act: fn() -> ActionAnswer) -> String {
        let owner = Owner::new_root(None);
        owner.with(|| {
            if let Some(links) = links {
                provide_context(links);
            }
            match act() {
                ActionAnswer::Accepted { location } | ActionAnswer::Overtaken { location } => location,
                ActionAnswer::Refused { text } => text,
            }
        })
    }

    #[test]
    fn whoever_is_in_a_frame_is_sent_to_a_page_of_the_frame() {
        let frame = Frame {
            host: Some("https://portal.example.com".into()),
            ..Frame::default()
        };
        let framed = || Some(Links::framed(&frame, None));
        let run = || accepted("/executions/0199f6a0-2222-4222-8333-444455556606");
        let id = "/executions/0199f6a0-2222-4222-8333-444455556606";
        assert_eq!(said(None, run), id);
        assert_eq!(
            said(framed(), run),
            format!("/embed{id}?host=https://portal.example.com")
        );
        let late = || {
            let page = "/executions/0199f6a0-2222-4222-8333-444455556606";
            refused_there(Reason::TooLate, Tried::Cancel, page)
        };
        assert_eq!(
            said(framed(), late),
            format!("/embed{id}?refused=too_late&tried=cancel&host=https://portal.example.com")
        );
    }

    #[test]
    fn what_failed_here_is_to_be_tried_again_and_what_is_refused_is_not() {
        let status = |reason: Reason| {
            Owner::new_root(None).with(|| {
                let response = ResponseOptions::default();
                provide_context(response.clone());
                refused(reason, "/");
                response.0.read().unwrap().status
            })
        };
        assert_eq!(status(Reason::NotSure), Some(StatusCode::SERVICE_UNAVAILABLE));
        assert_eq!(status(Reason::Internal), Some(StatusCode::SERVICE_UNAVAILABLE));
        assert_eq!(status(Reason::AlreadyRunning), None);
    }
}

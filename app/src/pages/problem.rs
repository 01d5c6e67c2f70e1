//! What went wrong, what it means, and what to do.

use domain::Refusal;
use jiff::Timestamp;
use leptos::prelude::*;
use service::{Trouble, TroubleKind};

use crate::{
    context::{PageContext, Reason, Ui},
    shell::{Head, document},
    ui::icon,
};

/// Why a page cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is no such page, or it is not theirs.
    NotFound,
    /// Nobody is signed in.
    SignedOut,
    /// Nexthink cannot be asked, and nothing is known.
    Unavailable(Trouble),
    /// A remedy cannot run now.
    NotNow(Refusal),
    /// The request could not be read.
    BadRequest,
    /// The request was too large.
    TooLarge,
    /// Something failed here.
    Internal {
        /// What the log has it under.
        code: String,
    },
}

/// A page that explains a problem.
#[must_use]
pub fn problem(page: &PageContext, problem: &Problem) -> String {
    // Nothing on the page speaks of time.
    let ui = Ui::new(page, Timestamp::UNIX_EPOCH);
    let t = ui.t;
    let (title, means, what_to_do): (&str, &str, &str) = match problem {
        Problem::NotFound => (
            &t.problem_not_found,
            &t.problem_not_found_means,
            &t.problem_not_found_do,
        ),
        Problem::SignedOut => (
            &t.problem_signed_out,
            &t.problem_signed_out_means,
            &t.problem_signed_out_do,
        ),
        Problem::Unavailable(trouble) => (
            &t.problem_unavailable,
            &t.problem_unavailable_means,
            unavailable(&ui, trouble),
        ),
        Problem::NotNow(refusal) => (
            &t.problem_not_now,
            Reason::from(refusal).text(t),
            &t.problem_not_now_do,
        ),
        Problem::BadRequest => (
            &t.problem_bad_request,
            &t.problem_bad_request_means,
            &t.problem_bad_request_do,
        ),
        Problem::TooLarge => (
            &t.problem_too_large,
            &t.problem_too_large_means,
            &t.problem_too_large_do,
        ),
        Problem::Internal { .. } => (
            &t.problem_internal,
            &t.problem_internal_means,
            &t.problem_internal_do,
        ),
    };
    let code = match problem {
        Problem::Internal { code } => Some(view! { <p class="problem-code">{t.problem_code(code)}</p> }),
        _ => None,
    };
    let (address, label) = match problem {
        Problem::SignedOut => ("/", &*t.problem_sign_in),
        _ => ("/", &*t.problem_home),
    };
    let head = Head {
        title: title.to_owned(),
        live: None,
        current: None,
    };
    let body = view! {
        <div class="page page-narrow">
            <div class="problem">
                {icon(&ui, "lost")}
                <h1>{title}</h1>
                <p class="lead">{means}</p>
                <p>{what_to_do}</p>
                {code}
                <a class="button button-primary" href=address>{label}</a>
            </div>
        </div>
    };
    document(&ui, &head, body)
}

fn unavailable<'a>(ui: &'a Ui, trouble: &Trouble) -> &'a str {
    match trouble.kind {
        TroubleKind::Unreachable | TroubleKind::Down | TroubleKind::Throttled => &ui.t.problem_unavailable_do,
        TroubleKind::BadCredential
        | TroubleKind::NoPermission
        | TroubleKind::Misconfigured
        | TroubleKind::BrokenAnswer => &ui.t.trouble_tell,
    }
}

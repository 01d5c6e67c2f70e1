//! What went wrong, what it means, and what to do.

use domain::Refusal;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use service::{Trouble, TroubleKind};

use crate::{
    context::{PageContext, Reason, Ui},
    shell::{Follow, Head, document},
    ui::icon,
};

/// Why a page cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is no such page, or it is not theirs.
    NotFound,
    /// Nobody is signed in.
    SignedOut,
    /// Nexthink cannot be asked, and nothing is known. The page tries again by itself.
    Unavailable {
        /// What keeps it from answering.
        trouble: Trouble,
        /// The last event before; `None` while nobody knows whose events to follow.
        after: Option<i64>,
    },
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
    /// Whoever signed in is nobody of whom Nexthink knows, or several people are meant.
    NotRecognised {
        /// What the sign-in said they are.
        who: String,
        /// Whether several people of that name are known, rather than none.
        several: bool,
    },
    /// What signs people in gave something that cannot be believed.
    SignInRefused {
        /// Why, by the name that documentation and log have for it.
        code: &'static str,
    },
    /// There were too many tries to sign in.
    TooManyTries {
        /// How long to wait.
        seconds: u64,
    },
    /// What signs people in does not answer.
    SignInUnavailable,
}

/// A page that explains a problem. Where somebody could not be signed in, the page's path is where to try once more.
#[must_use]
pub fn problem(page: &PageContext, problem: &Problem) -> String {
    // Nothing on the page speaks of time.
    let ui = Ui::new(page, Timestamp::UNIX_EPOCH);
    let t = ui.t;
    let wait = match problem {
        Problem::TooManyTries { seconds } => {
            let seconds = i64::try_from(*seconds).unwrap_or(i64::MAX);
            t.problem_too_many_tries_do(&t.duration(SignedDuration::from_secs(seconds)))
        }
        _ => String::new(),
    };
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
        Problem::Unavailable { trouble, .. } if trouble.kind == TroubleKind::Throttled => (
            &t.problem_throttled,
            &t.problem_throttled_means,
            &t.problem_throttled_do,
        ),
        Problem::Unavailable { trouble, .. } => (
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
        Problem::NotRecognised { several: false, .. } => (
            &t.problem_nobody,
            &t.problem_nobody_means,
            &t.problem_not_recognised_do,
        ),
        Problem::NotRecognised { several: true, .. } => (
            &t.problem_several,
            &t.problem_several_means,
            &t.problem_not_recognised_do,
        ),
        Problem::SignInRefused { .. } => (
            &t.problem_sign_in_refused,
            &t.problem_sign_in_refused_means,
            &t.problem_sign_in_refused_do,
        ),
        Problem::TooManyTries { .. } => (&t.problem_too_many_tries, &t.problem_too_many_tries_means, &wait),
        Problem::SignInUnavailable => (
            &t.problem_sign_in_unavailable,
            &t.problem_sign_in_unavailable_means,
            &t.problem_sign_in_unavailable_do,
        ),
    };
    let code = match problem {
        Problem::Internal { code } => Some(t.problem_code(code)),
        Problem::SignInRefused { code } => Some(t.problem_code(code)),
        _ => None,
    };
    let code = code.map(|code| view! { <p class="problem-code">{code}</p> });
    let (label, there) = match problem {
        Problem::SignedOut => (&*t.problem_sign_in, "/"),
        Problem::NotRecognised { .. }
        | Problem::SignInRefused { .. }
        | Problem::TooManyTries { .. }
        | Problem::SignInUnavailable => (&*t.sign_in_again, page.path.as_str()),
        _ => (&*t.problem_home, "/"),
    };
    let head = Head {
        title: title.to_owned(),
        live: match problem {
            Problem::Unavailable { after, .. } => Some(Follow {
                after: *after,
                only: None,
                waiting: true,
                reload: true,
                announce: title.to_owned(),
            }),
            _ => None,
        },
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
                {tell_it(&ui, problem)}
                <a class="button button-primary" href=ui.to(there)>{label}</a>
            </div>
        </div>
    };
    document(&ui, &head, body)
}

/// What to tell IT, word for word.
fn tell_it<'a>(ui: &'a Ui, problem: &Problem) -> Option<impl IntoView + use<'a>> {
    let Problem::NotRecognised { who, several } = problem else {
        return None;
    };
    let message = if *several {
        ui.t.problem_several_tell(who)
    } else {
        ui.t.problem_nobody_tell(who)
    };
    Some(view! {
        <div class="tell-it">
            <p id="tell-it">{message.clone()}</p>
            <button class="button needs-script" id="copy-tell-it" type="button" data-copy=message>{&*ui.t.copy_text}</button>
        </div>
    })
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

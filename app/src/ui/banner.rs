//! What is to be said about the page as a whole.

use leptos::{either::Either, prelude::*};
use service::{Trouble, TroubleKind, view::Freshness};

use super::{age, countdown, icon, moment, within};
use crate::context::{Notice, Ui};

/// How old the page's data is, when that is worth a word.
pub(crate) fn freshness<'a>(ui: &'a Ui, freshness: &Freshness) -> impl IntoView + use<'a> {
    match freshness.trouble {
        Some(trouble) => Some(Either::Left(trouble_banner(ui, trouble, freshness))),
        // Where nothing is known at all, the headline says that it is on its way.
        None if freshness.pending && freshness.fetched_at.is_some() => Some(Either::Right(
            view! { <p class="pending">{icon(ui, "run")}{&*ui.t.pending}</p> },
        )),
        None => None,
    }
}

fn trouble_banner<'a>(ui: &'a Ui, trouble: Trouble, freshness: &Freshness) -> impl IntoView + use<'a> {
    let (t, templates) = (ui.t, &ui.t.templates);
    let (title, what_to_do) = match trouble.kind {
        TroubleKind::Unreachable | TroubleKind::Down => (&templates.trouble_silent, &*t.trouble_kept),
        TroubleKind::Throttled => (&templates.trouble_throttled, &*t.trouble_kept),
        TroubleKind::BadCredential | TroubleKind::NoPermission | TroubleKind::Misconfigured => {
            (&templates.trouble_refused, &*t.trouble_tell)
        }
        TroubleKind::BrokenAnswer => (&templates.trouble_broken, &*t.trouble_tell),
    };
    // Of what is tried again every few seconds, nobody wants to read when.
    let again = freshness
        .again_at
        .filter(|_| trouble.kind == TroubleKind::Throttled);
    let again = again.map(|at| {
        let said = within(&templates.trouble_again, moment(ui, at));
        view! { <p>{said}" "{countdown(ui, at)}</p> }
    });
    let what_is_shown = match freshness.fetched_at {
        Some(at) => Either::Left(within(&templates.trouble_known, age(ui, at))),
        None => Either::Right(&*t.trouble_nothing),
    };
    view! {
        <section class="banner">
            {icon(ui, "cloud-off")}
            <div>
                <p class="banner-title">{within(title, moment(ui, trouble.since))}</p>
                <p>{what_is_shown}" "{what_to_do}</p>
                {again}
            </div>
        </section>
    }
}

/// Why a form that was just posted did nothing.
pub(crate) fn notice<'a>(ui: &'a Ui, notice: Option<&Notice>) -> impl IntoView + use<'a> {
    notice.map(|notice| {
        view! {
            <div class="notice" role="alert">
                {icon(ui, "warn")}
                <p><strong>{notice.tried.not_done(ui.t)}</strong>" "{notice.reason.text(ui.t)}</p>
            </div>
        }
    })
}

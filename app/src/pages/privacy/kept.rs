//! What is kept, and what is handed on.

use jiff::SignedDuration;
use leptos::{either::Either, prelude::*};

use super::{DeskKind, Kept};
use crate::{context::Ui, ui::pair};

/// What is kept, and for how long.
pub(super) fn kept<'a>(ui: &'a Ui, kept: &Kept) -> impl IntoView + use<'a> {
    let t = ui.t;
    let days = |length: SignedDuration| t.days(usize::try_from(length.as_hours() / 24).unwrap_or_default());
    let ended = days(kept.ended);
    let session = t.privacy_session(&t.duration(kept.idle), &t.duration(kept.absolute));
    let framed = kept
        .bearer
        .map(|bearer| (". ", t.privacy_session_framed(&t.duration(bearer))));
    let figures = match kept.days {
        None => t.privacy_kept_memory.to_string(),
        Some(length) => t.privacy_kept_days(&days(length)),
    };
    let unread_rows = kept
        .unread_rows
        .map(|length| pair(&t.privacy_kept_rows, t.privacy_after_reading(&days(length))));
    view! {
        <section class="card" aria-labelledby="kept">
            <h2 id="kept">{&*t.privacy_kept}</h2>
            <dl class="privacy-list">
                {pair(&t.privacy_kept_figures, figures)}
                {pair(&t.privacy_kept_runs, t.privacy_after_end(&ended))}
                {pair(&t.privacy_kept_planned, &*t.privacy_kept_until_sent)}
                {pair(&t.privacy_kept_looks, ended.clone())}
                {pair(&t.privacy_kept_handed, t.privacy_after_end(&ended))}
                {pair(&t.privacy_kept_choices, t.privacy_after_visit(&ended))}
                {pair(&t.privacy_kept_session, (session, framed))}
                {pair(&t.privacy_kept_news, (t.days(1), ". ", t.privacy_kept_unread(&ended)))}
                {unread_rows}
            </dl>
        </section>
    }
}

/// What goes to the service desk.
pub(super) fn handed_on<'a>(ui: &'a Ui, desk: DeskKind) -> impl IntoView + use<'a> {
    let t = ui.t;
    let how = match desk {
        DeskKind::None => None,
        DeskKind::Mail => Some(&*t.privacy_desk_mail),
        DeskKind::Tickets => Some(&*t.privacy_desk_tickets),
    };
    let said = match how {
        None => Either::Left(view! { <p>{&*t.privacy_desk_none}</p> }),
        Some(how) => Either::Right(view! { <p>{how}</p><p>{&*t.privacy_desk_what}</p> }),
    };
    view! {
        <section class="card" aria-labelledby="desk">
            <h2 id="desk">{&*t.privacy_desk}</h2>
            {said}
        </section>
    }
}

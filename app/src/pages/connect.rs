//! The first page of a frame in which nobody is signed in yet.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::{PageContext, Ui},
    links::bare,
    shell::{Head, document},
    ui::icon,
};

/// Says that somebody is being signed in. The frame script asks the host page for a token meanwhile, and offers the
/// sign-in by hand, which is hidden at first, when there is none and `can_sign_in` says that it works here. Without scripts,
/// only the top level can sign in.
#[must_use]
pub fn connect(page: &PageContext, can_sign_in: bool) -> String {
    // Nothing on the page speaks of time.
    let ui = Ui::new(page, Timestamp::UNIX_EPOCH);
    let t = ui.t;
    let head = Head {
        title: t.connect_title.to_string(),
        live: None,
        current: None,
    };
    let top_level = bare(&page.path);
    // By the names of the codes; the frame script takes the one that fits.
    let body = view! {
        <div class="page page-narrow">
            <section
                class="connect"
                id="connect"
                data-nobody=&*t.connect_nobody
                data-several=&*t.connect_several
                data-unavailable=&*t.connect_unavailable
                data-keys_unavailable=&*t.connect_unavailable
                data-too_many_tries=&*t.connect_too_many_tries
                data-offline=&*t.offline
                data-popup_blocked=&*t.connect_popup_blocked
                data-code_used=&*t.connect_code_used
                data-other=t.connect_refused("{code}")
            >
                <h1>{&*t.connect_title}</h1>
                <p class="pending" id="connect-busy" role="status" hidden="">{icon(&ui, "run")}{&*t.connect_busy}</p>
                <p class="connect-why" id="connect-why" role="alert"></p>
                <div class="connect-offer" id="connect-offer" hidden="">
                    {can_sign_in.then(|| view! {
                        <p class="lead">{&*t.connect_lead}</p>
                        <button class="button button-primary" id="connect-sign-in" type="button">{&*t.problem_sign_in}</button>
                        <p><a id="connect-tab" href=top_level.clone() target="_blank" rel="noopener">{&*t.connect_tab}</a></p>
                    })}
                    <button class="button" id="connect-retry" type="button">{&*t.connect_retry}</button>
                </div>
                <noscript>
                    <p class="lead">{&*t.connect_no_scripts}</p>
                    <p><a href=top_level target="_blank" rel="noopener">{&*t.connect_tab}</a></p>
                </noscript>
            </section>
        </div>
    };
    document(&ui, &head, body)
}

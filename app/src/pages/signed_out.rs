//! The page after a sign-out.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::{PageContext, Ui},
    shell::{Head, document},
    ui::icon,
};

/// Says that the session has ended, and offers a new one.
#[must_use]
pub fn signed_out(page: &PageContext) -> String {
    // Nothing on the page speaks of time.
    let ui = Ui::new(page, Timestamp::UNIX_EPOCH);
    let t = ui.t;
    let head = Head {
        title: t.signed_out_title.to_string(),
        live: None,
        current: None,
    };
    let body = view! {
        <div class="page page-narrow">
            <div class="problem">
                {icon(&ui, "ok")}
                <h1>{&*t.signed_out_title}</h1>
                <p class="lead">{&*t.signed_out_means}</p>
                <a class="button button-primary" id="sign-in-again" href=ui.to("/")>{&*t.sign_in_again}</a>
            </div>
        </div>
    };
    document(&ui, &head, body)
}

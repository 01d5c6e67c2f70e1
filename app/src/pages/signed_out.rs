//! The page after a sign-out.

use jiff::Timestamp;
use leptos::{either::Either, prelude::*};

use crate::{
    context::{PageContext, Ui},
    shell::{Head, document},
    ui::icon,
};

/// Says that the session has ended, and offers a new one. `onward` is where the identity provider ends its own session: the
/// browser goes there by itself, not as the answer to a form, which a policy for forms would have to allow.
#[must_use]
pub fn signed_out(page: &PageContext, onward: Option<&str>) -> String {
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
                {match onward {
                    Some(address) => Either::Left(view! {
                        <meta http-equiv="refresh" content=format!("0;url={address}") />
                        <a class="button button-primary" id="sign-out-onward" href=address.to_owned()>{&*t.sign_out_onward}</a>
                    }),
                    None => Either::Right(view! {
                        <a class="button button-primary" id="sign-in-again" href=ui.to("/")>{&*t.sign_in_again}</a>
                    }),
                }}
            </div>
        </div>
    };
    document(&ui, &head, body)
}

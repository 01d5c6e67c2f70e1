//! Choosing who to be, in the demonstration.

use domain::Identity;
use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::{PageContext, Ui},
    shell::{Head, document},
    ui::icon,
};

/// The sign-in page of the demonstration: one button a person.
#[must_use]
pub fn sign_in(page: &PageContext, people: &[Identity]) -> String {
    // Nothing on the page speaks of time.
    let ui = Ui::new(page, Timestamp::UNIX_EPOCH);
    let head = Head {
        title: ui.t.sign_in_title.to_string(),
        live: None,
        current: None,
    };
    let buttons: Vec<_> = people
        .iter()
        .map(|person| {
            view! {
                <li>
                    <button class="person" type="submit" name="employee" value=person.upn.as_str()>
                        {icon(&ui, "person")}
                        <span><b>{person.name.as_str()}</b><span class="person-upn">{person.upn.as_str()}</span></span>
                        {icon(&ui, "next")}
                    </button>
                </li>
            }
        })
        .collect();
    let body = view! {
        <div class="page page-narrow">
            <div class="hero"><h1>{&*ui.t.sign_in_title}</h1><p class="lead">{&*ui.t.sign_in_lead}</p></div>
            <form method="post" action="/sign-in">
                <input type="hidden" name="back" value=page.path.as_str() />
                <ul class="people">{buttons}</ul>
            </form>
        </div>
    };
    document(&ui, &head, body)
}

//! The last page of a sign-in in a pop-up window.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::{PageContext, Ui},
    frame::popup_script,
    shell::{Head, bare_document, script},
};

/// Hands the one-time code to the frame that opened the window, and closes it. Where no frame is there any more, or the
/// window cannot close itself, the page says what to do.
#[must_use]
pub fn popup_done(page: &PageContext, code: Option<&str>) -> String {
    // Nothing on the page speaks of time.
    let ui = Ui::new(page, Timestamp::UNIX_EPOCH);
    let t = ui.t;
    let head = Head {
        title: t.popup_done_title.to_string(),
        live: None,
        current: None,
    };
    let body = view! {
        <div class="page page-narrow">
            <div class="problem" id="handover" data-code=code.map(str::to_owned)>
                <h1>{&*t.popup_done_title}</h1>
                <p class="lead">{&*t.popup_done_do}</p>
                <a class="button" href=ui.to("/")>{&*t.problem_home}</a>
            </div>
        </div>
        {script(&ui, popup_script())}
    };
    bare_document(&ui, &head, body)
}

//! Asks whether something helped.

use domain::{Feedback, Subject};
use leptos::{either::Either, prelude::*};

use super::{Form, hidden, subject_fields};
use crate::context::Ui;

/// The question, or what was answered, which can be changed. Whoever says no goes on to IT where `to_it`.
pub(crate) fn feedback<'a>(
    ui: &'a Ui,
    about: &'a Subject,
    said: Option<&Feedback>,
    to_it: bool,
) -> impl IntoView + use<'a> {
    let t = ui.t;
    let form = move |helped: bool, button: &'a str| {
        let form = Form {
            id: (if helped { "helped" } else { "helped-not" }).to_owned(),
            action: ui.to("/api/feedback"),
            button,
            primary: false,
            working: &t.feedback_working,
            broke: &t.feedback_broke,
        };
        let on_to_it = (!helped && to_it).then(|| hidden("hand_over", "true"));
        form.around(
            ui,
            (
                subject_fields(about),
                hidden("helped", if helped { "true" } else { "false" }),
                on_to_it,
            ),
        )
    };
    let answer = match said.map(|said| said.helped) {
        None => Either::Left(view! {
            <div class="answers">{form(true, &t.feedback_yes)}{form(false, &t.feedback_no)}</div>
        }),
        Some(helped) => {
            let (said, other) = if helped {
                (&*t.feedback_helped, &*t.feedback_rather_no)
            } else {
                (&*t.feedback_not_helped, &*t.feedback_rather_yes)
            };
            Either::Right(view! {
                <p class="soft">{said}</p>
                <div class="answers">{form(!helped, other)}</div>
            })
        }
    };
    view! {
        <section class="card feedback" aria-labelledby="feedback">
            <h2 id="feedback">{&*t.feedback_ask}</h2>
            {answer}
        </section>
    }
}

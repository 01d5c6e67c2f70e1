//! What can be done next: ask IT, or run it again.

use domain::{FailureKind, State};
use leptos::prelude::*;
use service::view::ExecutionPage;

use super::question::question;
use crate::{context::Ui, links};

/// What IT needs, where somebody may have to ask them.
pub(super) fn hand_over<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let may_need_help = match view.execution.state() {
        State::Unsure
        | State::NotFixed
        | State::Failed
        | State::Expired
        | State::Declined
        | State::Unanswered => true,
        State::WaitingForAnswer => question(view).is_none(),
        _ => false,
    };
    may_need_help.then(|| {
        let code = view.execution.code();
        let words = view.execution.failure().map_or(view.execution.details(), |failure| failure.words.as_str());
        let words = (!words.is_empty()).then(|| {
            view! { <p class="words"><span>{&*ui.t.words_label}":"</span>" "<q>{words}</q></p> }
        });
        view! {
            <div class="hand-over">
                <p class="code"><span>{&*ui.t.code_label}</span>" "<code id="code">{code.clone()}</code></p>
                <button class="button needs-script" id="copy-code" type="button" data-copy=code>{&*ui.t.copy}</button>
                {words}
            </div>
        }
    })
}

/// Where to run it again, when nothing was changed and the reason lies behind.
pub(super) fn run_again<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let order = &view.execution.order;
    let kind = view.execution.failure().map(|failure| failure.kind);
    let may_help = match view.execution.state() {
        State::Declined | State::Unanswered | State::Expired | State::Cancelled => true,
        State::Failed => matches!(kind, Some(FailureKind::NeverArrived | FailureKind::NeverSent)),
        _ => false,
    };
    // What content no longer has cannot be started.
    (may_help && view.remedy.is_some()).then(|| {
        let there = ui.to(&links::remedy(&order.remedy, Some(&order.device)));
        view! { <p><a class="button" id="run-again" href=there>{&*ui.t.run_again}</a></p> }
    })
}

//! What came of an execution, in words and figures.

use domain::{Explanation, FailureKind, State};
use leptos::{either::EitherOf4, prelude::*};
use service::view::ExecutionPage;

use super::question::question;
use crate::{
    context::Ui,
    ui::{moment, within},
};

/// A few sentences about the state: what content says about this very end, and what is said of every such state.
pub(super) fn note<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let known = explanation(view).map(|explanation| explained(ui, explanation));
    let general = if known.is_some() && !has_more_to_say(view) {
        None
    } else {
        general(ui, view)
    };
    (known.is_some() || general.is_some()).then(|| view! { <p class="lead">{known}" "{general}</p> })
}

/// What content says, where it speaks of the end and not of something on the way there.
fn explanation(view: &ExecutionPage) -> Option<&Explanation> {
    let on_device = || {
        let failure = view.execution.failure();
        failure.is_some_and(|failure| failure.kind == FailureKind::OnDevice)
    };
    let is_about_it = match view.execution.state() {
        State::Failed => on_device(),
        State::Declined
        | State::Unanswered
        | State::Verifying
        | State::Fixed
        | State::NotFixed
        | State::Done => true,
        _ => false,
    };
    view.explanation.as_ref().filter(|_| is_about_it)
}

fn explained<'a>(ui: &Ui, explanation: &'a Explanation) -> impl IntoView + use<'a> {
    let lang = ui.page.lang;
    let next = explanation.next.as_ref().map(|next| (" ", next.get(lang)));
    (explanation.cause.get(lang), next)
}

/// Whether the figures say something that content cannot know.
fn has_more_to_say(view: &ExecutionPage) -> bool {
    match view.execution.state() {
        State::Verifying | State::Fixed | State::NotFixed => true,
        State::Done => has_proof(view),
        _ => false,
    }
}

fn has_proof(view: &ExecutionPage) -> bool {
    view.execution.order.proof.is_some() && view.execution.before().is_some()
}

fn general<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> Option<impl IntoView + use<'a>> {
    let t = ui.t;
    let metric = || {
        view.metric
            .as_ref()
            .map_or("", |metric| metric.label.get(ui.page.lang))
    };
    Some(match view.execution.state() {
        State::Queued if view.execution.planned_for(view.now).is_some() => EitherOf4::A(&*t.note_planned),
        State::Queued => EitherOf4::A(&*t.note_queued),
        State::Unsure => EitherOf4::A(&*t.note_unsure),
        State::Sent => EitherOf4::A(&*t.note_sent),
        State::WaitingForDevice => {
            let until = moment(ui, view.execution.order.expires_at);
            EitherOf4::B(within(&t.templates.note_waiting_for_device, until))
        }
        State::WaitingForUser => EitherOf4::A(&*t.note_waiting_for_user),
        State::WaitingForAnswer => EitherOf4::A(waiting_for_answer(ui, view)),
        State::Answering => EitherOf4::A(&*t.note_answering),
        State::Running => return None,
        State::Verifying => EitherOf4::A(&*t.note_verifying),
        State::Fixed => EitherOf4::C(t.note_fixed(metric())),
        State::NotFixed => EitherOf4::C(t.note_not_fixed(metric())),
        State::Done if has_proof(view) => EitherOf4::A(&*t.note_done_proof_missed),
        State::Done => EitherOf4::A(&*t.note_done_no_proof),
        State::Failed => {
            let failure = view.execution.failure();
            let (cause, next) = t.failure(failure.map_or(FailureKind::OnDevice, |failure| failure.kind));
            EitherOf4::D((cause, " ", next))
        }
        State::Expired => EitherOf4::A(&*t.note_expired),
        State::Declined => EitherOf4::A(&*t.note_declined),
        State::Unanswered => EitherOf4::A(&*t.note_unanswered),
        State::Cancelled if view.execution.request().is_some() => EitherOf4::A(&*t.note_cancelled_there),
        State::Cancelled => EitherOf4::A(&*t.note_cancelled),
    })
}

fn waiting_for_answer<'a>(ui: &'a Ui, view: &ExecutionPage) -> &'a str {
    let t = ui.t;
    let asks_again = view
        .execution
        .answer()
        .is_some_and(|answer| answer.taken != Some(true));
    match question(view) {
        None => &t.note_question_gone,
        Some(_) if asks_again => &t.note_waiting_for_answer_again,
        Some(_) => &t.note_waiting_for_answer,
    }
}

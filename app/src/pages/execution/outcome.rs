//! What came of an execution, in words and figures, and what to do next.

use domain::{FailureKind, State};
use leptos::{
    either::{Either, EitherOf4},
    prelude::*,
};
use service::view::ExecutionPage;

use crate::{
    context::Ui,
    texts::Precision,
    ui::{age, moment, within},
};

/// One or two sentences about the state.
pub(super) fn note<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let t = ui.t;
    let metric = || {
        view.metric
            .as_ref()
            .map_or("", |metric| metric.label.get(ui.page.lang))
    };
    let proven = view.execution.order.proof.is_some() && view.execution.before().is_some();
    let words = match view.execution.state() {
        State::Queued => EitherOf4::A(&*t.note_queued),
        State::Unsure => EitherOf4::A(&*t.note_unsure),
        State::Sent => EitherOf4::A(&*t.note_sent),
        State::WaitingForDevice => {
            let until = moment(ui, view.execution.order.expires_at);
            EitherOf4::B(within(&t.templates.note_waiting_for_device, until))
        }
        State::WaitingForUser => EitherOf4::A(&*t.note_waiting_for_user),
        State::Running => return None,
        State::Verifying => EitherOf4::A(&*t.note_verifying),
        State::Fixed => EitherOf4::C(t.note_fixed(metric())),
        State::NotFixed => EitherOf4::C(t.note_not_fixed(metric())),
        State::Done if proven => EitherOf4::A(&*t.note_done_proof_missed),
        State::Done => EitherOf4::A(&*t.note_done_no_proof),
        State::Failed => {
            let (cause, next) = failure(ui, view);
            EitherOf4::D(view! { {cause}" "{next} })
        }
        State::Expired => EitherOf4::A(&*t.note_expired),
        State::Declined => EitherOf4::A(&*t.note_declined),
        State::Cancelled => EitherOf4::A(&*t.note_cancelled),
    };
    Some(view! { <p class="lead">{words}</p> })
}

fn failure<'a>(ui: &'a Ui, view: &ExecutionPage) -> (&'a str, &'a str) {
    let t = ui.t;
    match view
        .execution
        .failure()
        .map_or(FailureKind::OnDevice, |failure| failure.kind)
    {
        FailureKind::Refused => (&t.failure_refused, &t.failure_refused_next),
        FailureKind::NotAllowed => (&t.failure_not_allowed, &t.failure_not_allowed_next),
        FailureKind::OnDevice => (&t.failure_on_device, &t.failure_on_device_next),
        FailureKind::TimedOut => (&t.failure_timed_out, &t.failure_timed_out_next),
        FailureKind::NeverHeard => (&t.failure_never_heard, &t.failure_never_heard_next),
        FailureKind::NeverSent => (&t.failure_never_sent, &t.failure_never_sent_next),
    }
}

/// The figure before and after, once both are known.
pub(super) fn proof<'a>(ui: &'a Ui, view: &ExecutionPage) -> impl IntoView + use<'a> {
    let (before, after) = (view.execution.before()?, view.execution.after()?);
    let said = |value: f64| match &view.metric {
        Some(metric) => ui.t.value(metric.unit, value),
        None => ui.t.number(value, Precision::Tenth),
    };
    Some(view! {
        <dl class="proof" aria-label=&*ui.t.proof>
            <div><dt>{&*ui.t.before}</dt><dd><b>{said(before.value)}</b><span>{age(ui, before.as_of)}</span></dd></div>
            <div class="proof-after"><dt>{&*ui.t.after}</dt><dd><b>{said(after.value)}</b><span>{age(ui, after.as_of)}</span></dd></div>
        </dl>
    })
}

/// What IT needs, where somebody may have to ask them.
pub(super) fn hand_over<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let may_need_help = matches!(
        view.execution.state(),
        State::Unsure | State::NotFixed | State::Failed | State::Expired | State::Declined
    );
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

/// What was chosen when it was started.
pub(super) fn parameters<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let chosen = &view.execution.order.parameters;
    (!chosen.is_empty()).then(|| {
        let known = view
            .remedy
            .as_ref()
            .map_or(&[][..], |remedy| remedy.parameters.as_slice());
        let rows: Vec<_> = chosen
            .iter()
            .map(|(name, value)| {
                let label = match known.iter().find(|parameter| parameter.name == *name) {
                    Some(parameter) => Either::Left(parameter.label.get(ui.page.lang)),
                    None => Either::Right(name.as_str()),
                };
                view! { <div><dt>{label}</dt><dd>{value.as_str()}</dd></div> }
            })
            .collect();
        view! {
            <section class="card" aria-labelledby="chosen">
                <h2 id="chosen">{&*ui.t.chosen}</h2>
                <dl class="pairs">{rows}</dl>
            </section>
        }
    })
}

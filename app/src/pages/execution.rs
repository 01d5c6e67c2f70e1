//! One execution: where it stands, how it got there, and what came of it.

mod chosen;
mod next;
mod outcome;
mod question;
mod steps;
mod take_back;

use domain::{FailureKind, State};
use jiff::SignedDuration;
use leptos::{either::Either, prelude::*};
use service::view::ExecutionPage;

use crate::{
    context::{PageContext, Ui},
    links,
    shell::{Follow, Head, document},
    ui::{
        clock, feedback, freshness, hand_over, icon, moment, notice, output, proof, run_state, starts,
        stopwatch, within,
    },
};

/// A device that is online picks up what is sent to it within this time.
const PICKED_UP: SignedDuration = SignedDuration::from_mins(1);

/// The page of one execution.
#[must_use]
pub fn execution(page: &PageContext, view: &ExecutionPage) -> String {
    let ui = Ui::new(page, view.now);
    let (t, lang) = (ui.t, page.lang);
    let (execution, order) = (&*view.execution, &view.execution.order);
    let now = execution.state();
    let title = view
        .remedy
        .as_ref()
        .map_or(order.remedy.as_str(), |remedy| remedy.title.get(lang));
    let doing = view
        .remedy
        .as_ref()
        .map_or(&*t.step_running, |remedy| remedy.doing.get(lang));
    let planned = execution.planned_for(ui.now);
    let headline = headline(&ui, view, doing);
    let head = Head {
        title: format!(
            "{}: {title}",
            planned.map_or_else(|| t.state(now), |_| &*t.state_planned)
        ),
        live: Some(Follow {
            after: (!now.is_end()).then_some(view.last_event),
            only: Some(order.id.to_string()),
            waiting: !now.is_end() && planned.is_none(),
            // Whoever types an answer must not lose it, and what is planned for later does not change at once.
            reload: goes_on(now) && planned.is_none(),
            announce: headline.clone(),
        }),
        current: None,
    };
    let body = view! {
        <div class="page page-narrow">
            {freshness(&ui, &view.freshness)}
            {notice(&ui, page.notice.as_ref())}
            {back(&ui, view)}
            <section class=card_class(now) aria-labelledby="headline">
                <header class="execution-head">
                    <p class="eyebrow">{title}" · "{order.device_name.as_str()}</p>
                    {run_state(&ui, execution)}
                </header>
                <h1 id="headline">{match planned {
                    Some(at) => Either::Left(within(&t.templates.headline_planned, moment(&ui, at))),
                    None => Either::Right(headline),
                }}</h1>
                {outcome::note(&ui, view)}
                {time_taken(&ui, view)}
                {proof(&ui, execution, view.metric.as_deref())}
                {question::ask(&ui, view)}
                {take_back::take_back(&ui, view)}
                {next::run_again(&ui, view)}
                {next::hand_over(&ui, view)}
            </section>
            <section class="card" aria-labelledby="steps">
                <h2 id="steps">{&*t.steps}</h2>
                {step_list(&ui, view, doing)}
                {goes_on(now).then(|| view! { <p class="close-page">{&*t.close_page}</p> })}
            </section>
            {asks(now).then(|| feedback(&ui, &view.hand_over.about, view.feedback.as_ref(), view.hand_over.available))}
            {output(&ui, execution.output(), view.remedy.as_ref().map_or(&[], |remedy| &remedy.outputs))}
            {chosen::chosen(&ui, view)}
            {hand_over(&ui, &view.hand_over, None)}
            <p class="more"><a id="receipt" href=ui.to(&format!("{}/receipt", links::execution(&order.id)))>{&*t.receipt_link}</a></p>
        </div>
    };
    document(&ui, &head, body)
}

/// To the look at a symptom that it belongs to, else to its device.
fn back<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let order = &view.execution.order;
    let (path, label) = match &view.diagnosis {
        Some(known) => {
            let title = known.topic.as_ref();
            let title = title.map_or(known.diagnosis.topic.as_str(), |topic| {
                topic.title.get(ui.page.lang)
            });
            (links::diagnosis(&known.diagnosis.id), title.to_owned())
        }
        None => (
            links::device(&order.device),
            ui.t.back_to_device(&order.device_name),
        ),
    };
    view! { <p class="back"><a id="back" href=ui.to(&path)>{icon(ui, "back")}{label}</a></p> }
}

/// Whether it can be known by now whether it helped.
const fn asks(state: State) -> bool {
    matches!(state, State::Fixed | State::NotFixed | State::Done)
}

const fn card_class(state: State) -> &'static str {
    match state {
        State::Fixed | State::Done => "card execution tone-good",
        State::NotFixed | State::Unsure | State::WaitingForUser | State::WaitingForAnswer => {
            "card execution tone-mid"
        }
        State::Failed => "card execution tone-bad",
        State::Expired | State::Declined | State::Unanswered | State::Cancelled => "card execution tone-none",
        State::Queued
        | State::Sent
        | State::WaitingForDevice
        | State::Answering
        | State::Running
        | State::Verifying => "card execution tone-open",
    }
}

/// Whether it moves without whoever looks at the page.
const fn goes_on(state: State) -> bool {
    !state.is_end() && !matches!(state, State::WaitingForAnswer)
}

fn headline(ui: &Ui, view: &ExecutionPage, doing: &str) -> String {
    let t = ui.t;
    let device = view.execution.order.device_name.as_str();
    match view.execution.state() {
        State::Queued if view.execution.planned_for(view.now).is_some() => t.state_planned.to_string(),
        State::Queued => t.headline_queued.to_string(),
        State::Unsure => t.headline_unsure.to_string(),
        State::Sent => t.headline_sent(device),
        // Nexthink says so of every device that has not picked it up yet; one that is online does so within a moment.
        State::WaitingForDevice
            if view.online == Some(true) && view.now.duration_since(view.execution.since()) < PICKED_UP =>
        {
            t.headline_sent(device)
        }
        State::WaitingForDevice => t.headline_waiting_for_device(device),
        State::WaitingForUser => t.headline_waiting_for_user(device),
        State::WaitingForAnswer => t.headline_waiting_for_answer.to_string(),
        State::Answering => t.headline_answering.to_string(),
        State::Running => doing.to_owned(),
        State::Verifying => t.headline_verifying.to_string(),
        State::Fixed => t.headline_fixed.to_string(),
        State::NotFixed => t.headline_not_fixed.to_string(),
        State::Done => t.headline_done.to_string(),
        State::Failed => t.headline_failed.to_string(),
        State::Expired => t.headline_expired(device),
        State::Declined => t.headline_declined(device),
        State::Unanswered => t.headline_unanswered(device),
        State::Cancelled => t.headline_cancelled.to_string(),
    }
}

fn time_taken<'a>(ui: &'a Ui, view: &ExecutionPage) -> impl IntoView + use<'a> {
    let execution = &*view.execution;
    if let Some(at) = execution.planned_for(ui.now) {
        let starts = view! { <span>{icon(ui, "clock")}{starts(ui, at)}</span> };
        return Either::Left(view! { <p class="time-taken">{starts}</p> });
    }
    let expected = view.remedy.as_ref().map(|remedy| remedy.expected);
    // The last: in the browser's own time it is longer or shorter, and nothing behind it may move.
    let started = view! { <span>{icon(ui, "clock")}{moment(ui, execution.order.created_at)}</span> };
    let taken = match execution.state() {
        // What never ran took no time.
        State::Failed
            if execution
                .failure()
                .is_some_and(|failure| failure.kind != FailureKind::OnDevice) =>
        {
            None
        }
        State::Fixed | State::NotFixed | State::Done | State::Failed => Some(Either::Left(
            view! { <span>{ui.t.took(&ui.t.duration(view.elapsed))}</span> },
        )),
        State::Expired | State::Declined | State::Unanswered | State::Cancelled | State::WaitingForDevice => {
            None
        }
        State::Queued
        | State::Unsure
        | State::Sent
        | State::WaitingForUser
        | State::WaitingForAnswer
        | State::Answering
        | State::Running
        | State::Verifying => {
            let since = ui.now.as_millisecond() - i64::try_from(view.elapsed.as_millis()).unwrap_or_default();
            Some(Either::Right(view! {
                <span>
                    <b data-elapsed-since=since.to_string()>{stopwatch(view.elapsed)}</b>
                    " "{expected.map(|expected| ui.t.elapsed_of(&ui.t.duration(expected)))}
                </span>
            }))
        }
    };
    let longer = (execution.state() == State::Running
        && expected.is_some_and(|expected| view.elapsed > expected))
    .then(|| view! { <span>{&*ui.t.longer}</span> });
    Either::Right(view! { <p class="time-taken">{taken}{longer}{started}</p> })
}

/// How far it is.
pub(super) fn step_list<'a>(ui: &'a Ui, view: &'a ExecutionPage, doing: &'a str) -> impl IntoView + use<'a> {
    let items: Vec<_> = steps::steps(ui.t, &view.execution, doing, ui.now)
        .into_iter()
        .map(|step| {
            let (class, word) = match step.progress {
                steps::Progress::Done => ("step step-done", &*ui.t.step_done),
                steps::Progress::Now => ("step step-now", &*ui.t.step_now),
                steps::Progress::Later => ("step step-later", &*ui.t.step_later),
                steps::Progress::Stopped => ("step step-stopped", &*ui.t.step_stopped),
            };
            let current = (step.progress == steps::Progress::Now).then_some("step");
            view! {
                <li class=class aria-current=current>
                    <span class="step-mark" aria-hidden="true"></span>
                    <span class="step-label">{step.label}<span class="visually-hidden">" ("{word}")"</span></span>
                    <span class="step-time">{step.at.map(|at| clock(ui, at))}</span>
                </li>
            }
        })
        .collect();
    view! { <ol class="steps">{items}</ol> }
}

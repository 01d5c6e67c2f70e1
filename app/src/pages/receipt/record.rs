//! The parts of a receipt, each a card.

use domain::{CallResult, Measurement};
use leptos::prelude::*;
use service::view::{Receipt, ReceiptLaunch, ReceiptValue};

use crate::{
    context::Ui,
    texts::Precision,
    ui::{chosen_value, pair, stamp, within},
};

/// Who ran what on which device, and under which names.
pub(super) fn what<'a>(ui: &'a Ui, receipt: &'a Receipt, title: &'a str) -> impl IntoView + use<'a> {
    let t = ui.t;
    let (kind, id) = match &receipt.launch {
        ReceiptLaunch::RemoteAction { id } => (&*t.receipt_remote_action, id),
        ReceiptLaunch::Workflow { id } => (&*t.receipt_workflow, id),
    };
    let known_as = |name, id: Option<&'a str>| id.map(|id| pair(name, view! { <code>{id}</code> }));
    let code = |text: &'a str| view! { <code>{text}</code> };
    view! {
        <section class="card" aria-labelledby="what">
            <h2 id="what">{&*t.receipt_what}</h2>
            <dl class="pairs">
                {pair(&t.receipt_who, (receipt.employee.name.as_str(), view! { <code>{receipt.employee.id.as_str()}</code> }))}
                {pair(&t.history_what, (title, code(receipt.remedy.id.as_str())))}
                {pair(kind, code(id.as_str()))}
                {pair(&t.history_device, receipt.device.name.as_str())}
                {pair(&t.receipt_uid, code(receipt.device.collector_uid.as_str()))}
                {pair(&t.history_when, stamp(ui, receipt.created_at))}
                {receipt.planned_for.map(|at| pair(&t.state_planned, stamp(ui, at)))}
                {receipt.ended_at.map(|at| pair(&t.receipt_ended, stamp(ui, at)))}
                {pair(&t.receipt_expires, stamp(ui, receipt.expires_at))}
                {pair(&t.code_label, view! { <code id="code">{receipt.code.as_str()}</code> })}
                {pair(&t.receipt_execution, code(receipt.execution_id.as_str()))}
                {known_as(&*t.receipt_request, receipt.request_id.as_ref().map(domain::RequestId::as_str))}
                {known_as(&*t.receipt_run, receipt.workflow_run_id.as_ref().map(domain::WorkflowRunId::as_str))}
            </dl>
        </section>
    }
}

/// When it was where.
pub(super) fn steps<'a>(ui: &'a Ui, receipt: &'a Receipt) -> impl IntoView + use<'a> {
    let rows: Vec<_> = receipt
        .steps
        .iter()
        .map(|step| pair(ui.t.state(step.state), stamp(ui, step.at)))
        .collect();
    view! {
        <section class="card" aria-labelledby="steps">
            <h2 id="steps">{&*ui.t.steps}</h2>
            <dl class="pairs">{rows}</dl>
        </section>
    }
}

/// What was chosen and answered.
pub(super) fn chosen<'a>(ui: &'a Ui, receipt: &'a Receipt) -> impl IntoView + use<'a> {
    let t = ui.t;
    let values = |values: &'a [ReceiptValue]| -> Vec<_> {
        let shown =
            |value: &'a ReceiptValue| chosen_value(ui, &value.name, value.label.as_ref(), &value.value);
        values.iter().map(shown).collect()
    };
    let answer = receipt.answer.as_ref().map(|answer| {
        let question = answer
            .question
            .as_ref()
            .map(|question| question.get(ui.page.lang));
        let became = match answer.taken {
            Some(true) => None,
            Some(false) => Some(&*t.answer_refused),
            None => Some(&*t.answer_unknown),
        };
        view! {
            {question.map(|question| view! { <h3>{question}</h3> })}
            <dl class="pairs">{values(&answer.given)}</dl>
            <p class="soft">
                {within(&t.templates.answered_at, stamp(ui, answer.answered_at))}
                {became.map(|became| (". ", became))}
            </p>
        }
    });
    (!receipt.parameters.is_empty() || answer.is_some()).then(|| {
        let parameters = (!receipt.parameters.is_empty())
            .then(|| view! { <dl class="pairs">{values(&receipt.parameters)}</dl> });
        view! {
            <section class="card" aria-labelledby="chosen">
                <h2 id="chosen">{&*t.chosen}</h2>
                {parameters}
                {answer}
            </section>
        }
    })
}

/// What Nexthink was asked to do for it.
pub(super) fn calls<'a>(ui: &'a Ui, receipt: &'a Receipt) -> impl IntoView + use<'a> {
    let t = ui.t;
    let rows: Vec<_> = receipt
        .calls
        .iter()
        .map(|call| {
            let result = match call.result {
                CallResult::Accepted => &*t.call_accepted,
                CallResult::Refused => &*t.call_refused,
                CallResult::PutOff => &*t.call_put_off,
                CallResult::Unknown => &*t.call_unknown,
            };
            let times = (call.times > 1).then(|| (" · ", t.call_times(&call.times.to_string())));
            let words = (!call.words.is_empty()).then(|| view! { <q>{call.words.as_str()}</q> });
            view! {
                <li>
                    <p><b>{result}</b>{times}</p>
                    <p class="soft">{stamp(ui, call.begun_at)}" – "{stamp(ui, call.ended_at)}</p>
                    {words}
                </li>
            }
        })
        .collect();
    let none = rows
        .is_empty()
        .then(|| view! { <p class="soft">{&*t.receipt_no_calls}</p> });
    view! {
        <section class="card" aria-labelledby="calls">
            <h2 id="calls">{&*t.receipt_calls}</h2>
            {none}
            <ol class="calls">{rows}</ol>
        </section>
    }
}

/// What became of it, in the words of everybody who had some.
pub(super) fn result<'a>(ui: &'a Ui, receipt: &'a Receipt) -> impl IntoView + use<'a> {
    let (t, lang) = (ui.t, ui.page.lang);
    let known = receipt.explanation.as_ref();
    let failure = receipt.failure.as_ref();
    let cause = match (known, failure) {
        (Some(known), _) => Some(known.cause.get(lang)),
        (None, Some(failure)) => Some(t.failure(failure.kind).0),
        (None, None) => None,
    };
    let quoted = |words: &'a str| (!words.is_empty()).then(|| pair(&t.words_label, view! { <q>{words}</q> }));
    // The device's words are those of the report.
    let refusal = failure.map_or("", |failure| failure.words.as_str());
    let refusal = if refusal == receipt.details { "" } else { refusal };
    let proof = receipt.proof.as_ref();
    let figure = |name: &'a str, measured: Option<Measurement>| {
        let (proof, measured) = (proof?, measured?);
        let value = match proof.unit {
            Some(unit) => t.value(unit, measured.value),
            None => t.number(measured.value, Precision::Tenth),
        };
        Some(pair(name, (value, " · ", stamp(ui, measured.as_of))))
    };
    let metric = proof.map(|proof| {
        let label = proof.label.as_ref();
        label.map_or(proof.metric.as_str(), |label| label.get(lang))
    });
    view! {
        <section class="card" aria-labelledby="result">
            <h2 id="result">{&*t.history_state}</h2>
            <dl class="pairs">
                {pair(&t.receipt_state, t.state(receipt.state))}
                {cause.map(|cause| pair(&t.receipt_cause, cause))}
                {receipt.reported_at.map(|at| pair(&t.receipt_reported, stamp(ui, at)))}
                {quoted(&receipt.details)}
                {quoted(refusal)}
                {metric.map(|metric| pair(&t.receipt_metric, metric))}
                {figure(&t.before, proof.and_then(|proof| proof.before))}
                {figure(&t.after, proof.and_then(|proof| proof.after))}
            </dl>
        </section>
    }
}

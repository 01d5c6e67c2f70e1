//! What IT gets with a hand-over: all of it, so that whoever sends it can read it.

use domain::{Facts, HandedDevice, Note, Platform};
use leptos::prelude::*;
use service::view::HandedFacts;

use super::{age, kind_word, pair, rating, runs, stamp, verdict, within};
use crate::context::Ui;

/// What IT gets.
pub(crate) struct Handed<'a> {
    /// Who hands it over.
    pub name: &'a str,
    /// By which name they sign in.
    pub account: &'a str,
    /// The e-mail address that goes along, if one is known.
    pub email: Option<&'a str>,
    /// What they say about it, once it is said.
    pub note: Option<&'a Note>,
    /// What is known.
    pub facts: &'a Facts,
    /// The same with its meanings.
    pub shown: &'a HandedFacts,
}

/// All of it, one part after the other, each of which can be opened.
pub(crate) fn handed_facts<'a>(ui: &'a Ui, what: Handed<'a>) -> impl IntoView + use<'a> {
    let t = ui.t;
    let topic = what.shown.topic.as_ref();
    let topic = topic.map(|topic| pair(&t.facts_topic, topic.title.get(ui.page.lang)));
    view! {
        <dl class="pairs">
            {pair(&t.facts_name, what.name)}
            {pair(&t.facts_account, what.account)}
            {what.email.map(|email| pair(&t.facts_email, email))}
            {topic}
            {what.note.map(|note| pair(&t.facts_note, view! { <span class="note">{note.as_str()}</span> }))}
        </dl>
        <div>
            {what.facts.device.as_ref().map(|known| device(ui, known))}
            {findings(ui, what.shown)}
            {figures(ui, what.facts, what.shown)}
            {ran(ui, what.shown)}
        </div>
    }
}

fn part<'a, V: IntoView + 'a>(
    id: &'static str,
    label: &'a str,
    more: String,
    open: bool,
    inner: V,
) -> impl IntoView + use<'a, V> {
    view! {
        <details class="handed-part" id=id open=open>
            <summary id=format!("{id}-toggle")><span>{label}</span>" "<span class="soft">{more}</span></summary>
            {inner.into_view()}
        </details>
    }
}

fn device<'a>(ui: &'a Ui, device: &'a HandedDevice) -> impl IntoView + use<'a> {
    let t = ui.t;
    let known = device.known.as_ref().map(|known| {
        let system = match (known.system.as_str(), known.platform) {
            ("", Platform::Other) => None,
            ("", platform) => Some(platform.name()),
            (name, _) => Some(name),
        };
        let text = |name, value: &'a str| (!value.is_empty()).then(|| pair(name, value));
        view! {
            {pair(&t.kind_other, kind_word(ui, known.kind))}
            {text(&*t.facts_model, known.model.as_str())}
            {system.map(|system| pair(&t.facts_system, system))}
            {pair(&t.facts_seen, stamp(ui, known.last_seen))}
        }
    });
    let pairs = view! {
        <dl class="pairs">
            {pair(&t.facts_name, device.name.as_str())}
            {pair(&t.receipt_uid, view! { <code>{device.uid.as_str()}</code> })}
            {known}
        </dl>
    };
    part("facts-device", &t.facts_device, device.name.clone(), false, pairs)
}

fn findings<'a>(ui: &'a Ui, shown: &'a HandedFacts) -> impl IntoView + use<'a> {
    let rows: Vec<_> = shown
        .findings
        .iter()
        .map(|finding| {
            view! {
                <li class="handed-line">
                    <span>{finding.check.title.get(ui.page.lang)}</span>
                    <b>{ui.t.evidence(finding)}</b>
                    {verdict(ui, finding.verdict)}
                </li>
            }
        })
        .collect();
    let count = rows.len().to_string();
    (!rows.is_empty()).then(|| {
        part(
            "facts-findings",
            &ui.t.facts_findings,
            count,
            true,
            view! { <ul>{rows}</ul> },
        )
    })
}

fn figures<'a>(ui: &'a Ui, facts: &'a Facts, shown: &'a HandedFacts) -> impl IntoView + use<'a> {
    let health = facts.device.as_ref().and_then(|device| device.health.as_ref());
    let rows: Vec<_> = shown
        .figures
        .iter()
        .map(|figure| {
            view! {
                <li class="handed-line">
                    <span>{figure.metric.label.get(ui.page.lang)}</span>
                    <b>{ui.t.value_of(&figure.metric, figure.figure.value, figure.figure.whole)}</b>
                    {rating(ui, figure.figure.rating)}
                </li>
            }
        })
        .collect();
    let count = rows.len().to_string();
    let asked = health.map(|health| {
        view! { <p class="soft">{within(&ui.t.templates.facts_figures_more, age(ui, health.fetched_at))}</p> }
    });
    (!rows.is_empty()).then(|| {
        let inner = view! { {asked}<ul>{rows}</ul> };
        part("facts-figures", &ui.t.facts_figures, count, false, inner)
    })
}

fn ran<'a>(ui: &'a Ui, shown: &'a HandedFacts) -> impl IntoView + use<'a> {
    let count = shown.runs.len().to_string();
    (!shown.runs.is_empty()).then(|| {
        part(
            "facts-runs",
            &ui.t.facts_runs,
            count,
            true,
            runs(ui, &shown.runs, true),
        )
    })
}

//! What the look comes to, in one sentence.

use domain::{State, Verdict};
use leptos::prelude::*;
use service::view::{DiagnosisPage, FindingView};

use super::is_found;
use crate::{
    context::Ui,
    ui::{run_title, virtual_kind},
};

/// The sentence.
pub(super) fn headline(ui: &Ui, view: &DiagnosisPage) -> String {
    let t = ui.t;
    let device = view.diagnosis.device_name.as_str();
    if let Some(run) = view.runs.first() {
        match run.execution.state() {
            State::Fixed => return t.diagnosis_fixed(run_title(ui, run)),
            _ if run.execution.planned_for(view.now).is_some() => {
                return t.diagnosis_planned(run_title(ui, run));
            }
            state if !state.is_end() => return t.diagnosis_running(run_title(ui, run)),
            _ => {}
        }
    }
    let verdicts = || view.findings.iter().map(|finding| finding.verdict);
    if view.topic.is_none() || view.findings.is_empty() {
        return t.diagnosis_gone.to_string();
    }
    if view.looking {
        return t.diagnosis_looking(device);
    }
    match view.findings.iter().find(|finding| is_found(finding.verdict)) {
        Some(finding) => ui.t.found(finding, device),
        None if verdicts().all(|verdict| verdict == Verdict::Unknown) => t.diagnosis_unknown(device),
        None if verdicts().any(|verdict| verdict == Verdict::Unknown) => t.diagnosis_partly.to_string(),
        None => t.diagnosis_fine.to_string(),
    }
}

/// What is told to whoever cannot see the page change.
pub(super) fn announcement(ui: &Ui, view: &DiagnosisPage, headline: &str) -> String {
    if view.looking {
        format!("{headline}: {}", progress(ui, view))
    } else {
        headline.to_owned()
    }
}

/// The card at the top.
pub(super) fn card<'a>(ui: &'a Ui, view: &'a DiagnosisPage, headline: String) -> impl IntoView + use<'a> {
    let t = ui.t;
    let bar = view.looking.then(|| {
        let (done, all) = (looked_at(view).to_string(), view.findings.len().to_string());
        view! {
            <div class="looking">
                <p id="progress">{progress(ui, view)}</p>
                <progress aria-labelledby="progress" value=done max=all>{progress(ui, view)}</progress>
                <p class="soft">{&*t.close_page}</p>
            </div>
        }
    });
    view! {
        <section class=tone(view) aria-labelledby="headline">
            <p class="eyebrow">{view.diagnosis.device_name.as_str()}{view.device.as_ref().and_then(|device| virtual_kind(ui, device))}</p>
            <h1 id="headline">{headline}</h1>
            {lead(ui, view)}
            {bar}
        </section>
    }
}

fn lead(ui: &Ui, view: &DiagnosisPage) -> Option<impl IntoView + use<>> {
    let t = ui.t;
    if view.looking || !view.runs.is_empty() {
        return None;
    }
    let found: Vec<&FindingView> = view
        .findings
        .iter()
        .filter(|finding| is_found(finding.verdict))
        .collect();
    let helps = found.iter().any(|finding| !finding.offers.is_empty());
    let more = found.len().saturating_sub(1);
    let text = if view.topic.is_none() {
        t.diagnosis_gone_more.to_string()
    } else if found.is_empty() {
        t.diagnosis_fine_more.to_string()
    } else {
        let more = (more > 0).then(|| t.diagnosis_found_more(more));
        let helps = helps.then(|| t.diagnosis_helps.to_string());
        [more, helps].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    (!text.is_empty()).then(|| view! { <p class="lead">{text}</p> })
}

fn tone(view: &DiagnosisPage) -> &'static str {
    let first = view.runs.first().map(|run| run.execution.state());
    if view.looking || first.is_some_and(|state| !state.is_end()) {
        "card execution tone-open"
    } else if first == Some(State::Fixed) {
        "card execution tone-good"
    } else if view.findings.iter().any(|finding| is_found(finding.verdict)) {
        "card execution tone-mid"
    } else if !view.findings.is_empty()
        && view
            .findings
            .iter()
            .all(|finding| finding.verdict == Verdict::Fine)
    {
        "card execution tone-good"
    } else {
        "card execution tone-none"
    }
}

fn looked_at(view: &DiagnosisPage) -> usize {
    let looking = |finding: &&FindingView| finding.verdict == Verdict::Looking;
    view.findings.len() - view.findings.iter().filter(looking).count()
}

fn progress(ui: &Ui, view: &DiagnosisPage) -> String {
    ui.t.diagnosis_progress(&looked_at(view).to_string(), &view.findings.len().to_string())
}

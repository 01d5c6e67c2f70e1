//! What the employee ran because of it, with the figures before and after.

use domain::Metric;
use leptos::prelude::*;
use service::view::{DiagnosisPage, ExecutionSummary};

use crate::{
    context::Ui,
    links,
    ui::{age, is_under_way, proof, run_state, run_title, starts},
};

/// Its runs, the latest first.
pub(super) fn ran<'a>(ui: &'a Ui, view: &'a DiagnosisPage) -> Option<impl IntoView + use<'a>> {
    let rows: Vec<_> = view.runs.iter().map(|run| row(ui, view, run)).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="ran">
                <h2 id="ran">{&*ui.t.diagnosis_runs}</h2>
                <ul>{rows}</ul>
            </section>
        }
    })
}

fn row<'a>(ui: &'a Ui, view: &'a DiagnosisPage, run: &'a ExecutionSummary) -> impl IntoView + use<'a> {
    let order = &run.execution.order;
    let doing = run.remedy.as_ref().filter(|_| is_under_way(ui, run));
    let planned = run.execution.planned_for(ui.now);
    // What cannot be said in its unit stands on the page of the run.
    let metric = order
        .proof
        .as_ref()
        .and_then(|proof| metric(view, proof.metric.as_str()));
    view! {
        <li class="run">
            <a class="run-title" id=format!("run-{}", order.id) href=ui.to(&links::execution(&order.id))>{run_title(ui, run)}</a>
            {run_state(ui, &run.execution)}
            <p class="run-meta">
                {doing.map(|remedy| (remedy.doing.get(ui.page.lang), " · "))}
                {age(ui, order.created_at)}
                {planned.map(|at| (" · ", starts(ui, at)))}
            </p>
            {metric.map(|metric| view! { <div class="run-proof">{proof(ui, &run.execution, Some(metric))}</div> })}
        </li>
    }
}

fn metric<'a>(view: &'a DiagnosisPage, id: &str) -> Option<&'a Metric> {
    let mut figures = view.findings.iter().filter_map(|finding| finding.figure.as_ref());
    figures
        .find(|figure| figure.metric.id.as_str() == id)
        .map(|figure| &*figure.metric)
}

//! A list of executions.

use leptos::prelude::*;
use service::view::ExecutionSummary;

use super::{age, state};
use crate::context::Ui;

/// Executions, one a line, each a link to its page. `named` says on which device, too.
pub(crate) fn runs<'a>(ui: &'a Ui, runs: &'a [ExecutionSummary], named: bool) -> impl IntoView + use<'a> {
    let rows: Vec<_> = runs
        .iter()
        .map(|run| {
            let order = &run.execution.order;
            let device = named.then(|| (ui.t.started_on(&order.device_name), " · "));
            view! {
                <li class="run">
                    <a class="run-title" href=ui.to(&format!("/executions/{}", order.id))>{title(ui, run)}</a>
                    {state(ui, run.execution.state())}
                    <p class="run-meta">{device}{age(ui, order.created_at)}</p>
                </li>
            }
        })
        .collect();
    view! { <ul class="runs">{rows}</ul> }
}

/// What was run, in the employee's words; by its name in the files when content no longer has it.
pub(crate) fn title<'a>(ui: &Ui, run: &'a ExecutionSummary) -> &'a str {
    run.remedy
        .as_ref()
        .map_or(run.execution.order.remedy.as_str(), |remedy| {
            remedy.title.get(ui.page.lang)
        })
}

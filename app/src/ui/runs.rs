//! A list of executions.

use leptos::prelude::*;
use service::view::ExecutionSummary;

use super::{age, run_state};
use crate::{context::Ui, links};

/// Executions, one a line, each a link to its page, except what is only planned (`planned.rs`). `named` says on which device, too.
pub(crate) fn runs<'a>(ui: &'a Ui, runs: &'a [ExecutionSummary], named: bool) -> impl IntoView + use<'a> {
    let rows: Vec<_> = runs
        .iter()
        .filter(|run| run.execution.planned_for(ui.now).is_none())
        .map(|run| {
            let order = &run.execution.order;
            let device = named.then(|| (ui.t.started_on(&order.device_name), " · "));
            view! {
                <li class="run">
                    <a class="run-title" href=ui.to(&links::execution(&order.id))>{title(ui, run)}</a>
                    {run_state(ui, &run.execution)}
                    <p class="run-meta">{device}{age(ui, order.created_at)}</p>
                </li>
            }
        })
        .collect();
    view! { <ul>{rows}</ul> }
}

/// Whether something happens with it now: it has not ended, and is not only planned.
pub(crate) fn is_under_way(ui: &Ui, run: &ExecutionSummary) -> bool {
    !run.execution.state().is_end() && run.execution.planned_for(ui.now).is_none()
}

/// What was run, in the employee's words; by its name in the files when content no longer has it.
pub(crate) fn title<'a>(ui: &Ui, run: &'a ExecutionSummary) -> &'a str {
    run.remedy
        .as_ref()
        .map_or(run.execution.order.remedy.as_str(), |remedy| {
            remedy.title.get(ui.page.lang)
        })
}

//! What is planned, with the way to take it back.

use jiff::Timestamp;
use leptos::prelude::*;
use service::view::ExecutionSummary;

use super::{Form, countdown, hidden, moment, run_state, run_title, within};
use crate::{context::Ui, links};

/// What of these is planned, as a card; nothing where nothing is. `named` says on which device, too.
pub(crate) fn planned<'a>(
    ui: &'a Ui,
    runs: &'a [ExecutionSummary],
    named: bool,
) -> Option<impl IntoView + use<'a>> {
    let rows: Vec<_> = runs
        .iter()
        .filter_map(|run| {
            let at = run.execution.planned_for(ui.now)?;
            let order = &run.execution.order;
            let device = named.then(|| (ui.t.started_on(&order.device_name), " · "));
            Some(view! {
                <li class="run" id=format!("planned-{}", order.id)>
                    <a class="run-title" href=ui.to(&links::execution(&order.id))>{run_title(ui, run)}</a>
                    {run_state(ui, &run.execution)}
                    <p class="run-meta">{device}{starts(ui, at)}</p>
                    {cancel(ui, order.id.as_str(), format!("cancel-{}", order.id))}
                </li>
            })
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="planned">
                <h2 id="planned">{&*ui.t.state_planned}</h2>
                <ul>{rows}</ul>
            </section>
        }
    })
}

/// When it starts, and how long that is until then.
pub(crate) fn starts<'a>(ui: &'a Ui, at: Timestamp) -> impl IntoView + use<'a> {
    let sentence = within(&ui.t.templates.planned_starts, moment(ui, at));
    (sentence, " ", countdown(ui, at))
}

/// The button that takes back what was not sent yet.
pub(crate) fn cancel<'a>(ui: &'a Ui, execution: &'a str, id: String) -> impl IntoView + use<'a> {
    let form = Form {
        id,
        action: ui.to("/api/cancel"),
        button: &ui.t.cancel,
        primary: false,
        working: &ui.t.cancelling,
        broke: &ui.t.cancel_broke,
    };
    form.around(ui, hidden("execution", execution))
}

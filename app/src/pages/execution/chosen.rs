//! What the employee chose and answered.

use std::collections::BTreeMap;

use domain::{Answer, Parameter, State};
use leptos::prelude::*;
use service::view::ExecutionPage;

use crate::{
    context::Ui,
    ui::{chosen_value, moment, within},
};

/// What was chosen when it was started, and what was answered since.
pub(super) fn chosen<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let parameters = &view.execution.order.parameters;
    let answer = view.execution.answer();
    let known = view
        .remedy
        .as_ref()
        .map_or(&[][..], |remedy| remedy.parameters.as_slice());
    (!parameters.is_empty() || answer.is_some()).then(|| {
        view! {
            <section class="card" aria-labelledby="chosen">
                <h2 id="chosen">{&*ui.t.chosen}</h2>
                {(!parameters.is_empty()).then(|| pairs(ui, parameters, known))}
                {answer.map(|answer| answered(ui, view, answer))}
            </section>
        }
    })
}

fn answered<'a>(ui: &'a Ui, view: &'a ExecutionPage, answer: &'a Answer) -> impl IntoView + use<'a> {
    let asks = view.remedy.as_ref().and_then(|remedy| remedy.asks.as_ref());
    let known = asks.map_or(&[][..], |asks| asks.parameters.as_slice());
    let became = match answer.taken {
        Some(true) => None,
        Some(false) => Some(&*ui.t.answer_refused),
        None if view.execution.state() == State::Answering => None,
        None => Some(&*ui.t.answer_unknown),
    };
    view! {
        {asks.map(|asks| view! { <h3>{asks.text.get(ui.page.lang)}</h3> })}
        {pairs(ui, &answer.given, known)}
        <p class="soft">{within(&ui.t.templates.answered_at, moment(ui, answer.at))}{became.map(|became| (". ", became))}</p>
    }
}

/// Values by the labels of their parameters; by their names where content no longer has them.
fn pairs<'a>(
    ui: &'a Ui,
    values: &'a BTreeMap<String, String>,
    known: &'a [Parameter],
) -> impl IntoView + use<'a> {
    let rows: Vec<_> = values
        .iter()
        .map(|(name, value)| {
            let parameter = known.iter().find(|parameter| parameter.name == *name);
            chosen_value(ui, name, parameter.map(|parameter| &parameter.label), value)
        })
        .collect();
    view! { <dl class="pairs">{rows}</dl> }
}

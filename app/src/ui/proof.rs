//! The figure before and after a run.

use domain::{Execution, Metric};
use leptos::prelude::*;

use super::age;
use crate::{context::Ui, texts::Precision};

/// The figure before and after, once both are known. `metric` is that of the run's proof.
pub(crate) fn proof<'a>(
    ui: &'a Ui,
    execution: &Execution,
    metric: Option<&Metric>,
) -> impl IntoView + use<'a> {
    let (before, after) = (execution.before()?, execution.after()?);
    let said = |value: f64| match metric {
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

//! Each check with what came of it, and the fix right there.

use domain::{Look, State, Verdict};
use leptos::{either::Either, prelude::*};
use service::view::{DiagnosisPage, FindingView, Offer};

use super::{is_found, offers_of};
use crate::{
    context::Ui,
    ui::{Place, can_run, moment, remedy, state, verdict, within},
};

/// Whether what was read on the device has been put right since, by what the employee ran because of it. A figure is
/// read again by itself, and what it says then counts.
fn is_fixed(view: &DiagnosisPage, finding: &FindingView) -> bool {
    is_found(finding.verdict)
        && matches!(finding.check.look, Look::Collect { .. })
        && view.runs.iter().any(|run| {
            run.execution.state() == State::Fixed
                && finding.check.remedies.contains(&run.execution.order.remedy)
        })
}

/// The checks, in the topic's order.
pub(in crate::pages) fn checks<'a>(ui: &'a Ui, view: &'a DiagnosisPage) -> Option<impl IntoView + use<'a>> {
    let t = ui.t;
    // Where something was done about it, what else there is does not come first.
    let mut primary_is_free = view.runs.is_empty();
    let mut shown: Vec<&Offer> = Vec::new();
    let rows: Vec<_> = view
        .findings
        .iter()
        .map(|finding| {
            let fixed = is_fixed(view, finding);
            let offers = if fixed { &[][..] } else { offers_of(view, finding) };
            let (again, new): (Vec<&Offer>, Vec<&Offer>) = offers
                .iter()
                .partition(|offer| shown.iter().any(|known| known.remedy.id == offer.remedy.id));
            shown.extend(&new);
            let fixes: Vec<_> = new
                .into_iter()
                .map(|offer| {
                    let first = primary_is_free && can_run(offer);
                    primary_is_free &= !first;
                    let place = Place::Looked {
                        diagnosis: &view.diagnosis.id,
                        first,
                    };
                    remedy(ui, offer, place)
                })
                .collect();
            row(
                ui,
                view,
                finding,
                fixed,
                (!fixes.is_empty()).then(|| view! { <div class="check-fixes">{fixes}</div> }),
                &again,
            )
        })
        .collect();
    let at = within(
        &t.templates.diagnosis_checks_more,
        moment(ui, view.diagnosis.started_at),
    );
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="checks">
                <h2 id="checks">{&*t.diagnosis_checks}</h2>
                <ul class="checks">{rows}</ul>
                <p class="soft checks-at">{at}</p>
            </section>
        }
    })
}

fn row<'a, V: IntoView + 'a>(
    ui: &'a Ui,
    view: &'a DiagnosisPage,
    finding: &'a FindingView,
    fixed: bool,
    fixes: V,
    again: &[&'a Offer],
) -> impl IntoView + use<'a, V> {
    let lang = ui.page.lang;
    let said = is_found(finding.verdict).then(|| {
        let why = finding
            .check
            .why
            .as_ref()
            .map(|why| view! { <p class="figure-why">{why.get(lang)}</p> });
        view! { <p class="check-found">{ui.t.found(finding, &view.diagnosis.device_name)}</p>{why} }
    });
    let value =
        ui.t.evidence(finding)
            .filter(|_| finding.verdict == Verdict::Fine);
    let elsewhere: Vec<_> = again
        .iter()
        .map(|offer| {
            let id = &offer.remedy.id;
            view! { <p class="check-same">{&*ui.t.diagnosis_same}" "<a href=format!("#remedy-{id}")>{offer.remedy.title.get(lang)}</a></p> }
        })
        .collect();
    view! {
        <li class="check" id=format!("check-{}", finding.check.id)>
            <div class="check-head">
                <h3>{finding.check.title.get(lang)}</h3>
                {value.map(|value| view! { <span class="check-value">{value}</span> })}
                {if fixed { Either::Left(state(ui, State::Fixed)) } else { Either::Right(verdict(ui, finding.verdict)) }}
            </div>
            {said}
            {fixes.into_view()}
            {elsewhere}
        </li>
    }
}

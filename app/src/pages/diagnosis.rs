//! One look at a symptom: what is looked at, what was found, what helps, and whether it did.

mod checks;
mod ran;
mod story;

pub(super) use checks::checks;
use domain::{State, Verdict};
use leptos::prelude::*;
use service::view::{DiagnosisPage, ExecutionSummary, FindingView, Offer};

use super::topic::self_help;
use crate::{
    context::{PageContext, Ui},
    links,
    shell::{Follow, Head, document},
    ui::{Place, can_run, check_again, feedback, freshness, hand_over, icon, notice, remedy, unseen},
};

/// The page of one look at a symptom.
#[must_use]
pub fn diagnosis(page: &PageContext, view: &DiagnosisPage) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let diagnosis = &*view.diagnosis;
    let title = title(&ui, view);
    let headline = story::headline(&ui, view);
    let goes_on = view.looking || runs_open(view);
    let settled = !goes_on;
    let head = Head {
        title: format!("{headline}: {title}"),
        live: Some(Follow {
            after: Some(view.last_event),
            only: None,
            waiting: goes_on,
            // Whoever fills in a form must not lose it.
            reload: goes_on && !has_fields(view),
            announce: story::announcement(&ui, view, &headline),
        }),
        current: None,
    };
    // A notice that belongs to a remedy is said there.
    let at_top = page.notice.as_ref().filter(|notice| {
        let mut offers = found_offers(view).chain(view.offers.iter().filter(|_| settled));
        !offers.any(|offer| Some(&offer.remedy.id) == notice.remedy.as_ref())
    });
    // A page of the symptom on what is somebody else's does not exist.
    let gone = view.device.is_none() && view.freshness.fetched_at.is_some();
    let back = links::topic(&diagnosis.topic, (!gone).then_some(&diagnosis.device));
    let again = view.again.as_ref().filter(|_| settled);
    let topic = view.topic.as_deref();
    let about = &view.hand_over.about;
    let (after_runs, at_the_end) = match (settled && may_have_helped(view), view.runs.is_empty()) {
        (false, _) => (false, false),
        (true, nothing_ran) => (!nothing_ran, nothing_ran),
    };
    let ask = || feedback(&ui, about, view.feedback.as_ref(), view.hand_over.available);
    let body = view! {
        <div class="page page-narrow">
            {freshness(&ui, &view.freshness)}
            {notice(&ui, at_top)}
            <p class="back"><a id="back" href=ui.to(if topic.is_some() { &back } else { "/" })>{icon(&ui, "back")}{title}</a></p>
            {gone.then(|| not_theirs(&ui, view))}
            {view.device.as_ref().and_then(|device| unseen(&ui, device))}
            {story::card(&ui, view, headline)}
            {ran::ran(&ui, view)}
            {after_runs.then(ask)}
            {checks(&ui, view)}
            {again.map(|again| check_again(&ui, again, Some(&diagnosis.id)))}
            {settled.then(|| worth_trying(&ui, view))}
            {topic.filter(|_| settled).map(|topic| self_help(&ui, &topic.help))}
            {at_the_end.then(ask)}
            {hand_over(&ui, &view.hand_over, topic.and_then(|topic| topic.hand_over.as_ref()))}
            {(settled && topic.is_some()).then(|| view! { <p class="more"><a id="again" href=ui.to(&back)>{&*t.diagnosis_again}</a></p> })}
        </div>
    };
    document(&ui, &head, body)
}

/// Why nothing is looked at any more.
fn not_theirs<'a>(ui: &'a Ui, view: &'a DiagnosisPage) -> impl IntoView + use<'a> {
    view! {
        <section class="banner" id="not-theirs">
            {icon(ui, "lost")}
            <p>{ui.t.diagnosis_not_theirs(&view.diagnosis.device_name)}</p>
        </section>
    }
}

/// The symptom, by its name in the files when content no longer has it.
fn title<'a>(ui: &Ui, view: &'a DiagnosisPage) -> &'a str {
    let topic = view.topic.as_ref();
    topic.map_or(view.diagnosis.topic.as_str(), |topic| {
        topic.title.get(ui.page.lang)
    })
}

fn runs_open(view: &DiagnosisPage) -> bool {
    let planned = |run: &ExecutionSummary| run.execution.planned_for(view.now).is_some();
    view.runs
        .iter()
        .any(|run| !run.execution.state().is_end() && !planned(run))
}

/// Whether there is anything that may have helped: a run that came to its end, or the look itself, where nothing was found
/// that would have to be done.
fn may_have_helped(view: &DiagnosisPage) -> bool {
    let ended = |run: &ExecutionSummary| {
        matches!(
            run.execution.state(),
            State::Fixed | State::NotFixed | State::Done
        )
    };
    let looked = view.runs.is_empty() && !view.findings.is_empty();
    let found = view.findings.iter().any(|finding| is_found(finding.verdict));
    view.feedback.is_some() || view.runs.iter().any(ended) || (looked && !found)
}

/// What is offered below a check: one thing after the other, so nothing while something is under way.
fn offers_of<'a>(view: &DiagnosisPage, finding: &'a FindingView) -> &'a [Offer] {
    if runs_open(view) { &[] } else { &finding.offers }
}

fn found_offers(view: &DiagnosisPage) -> impl Iterator<Item = &Offer> {
    view.findings.iter().flat_map(|finding| offers_of(view, finding))
}

/// Whether something below a check can be chosen, typed or ticked.
fn has_fields(view: &DiagnosisPage) -> bool {
    found_offers(view).any(|offer| {
        can_run(offer) && (offer.remedy.consent.is_some() || !offer.remedy.parameters.is_empty())
    })
}

/// What may help whatever was found, except what stands below a check.
fn worth_trying<'a>(ui: &'a Ui, view: &'a DiagnosisPage) -> impl IntoView + use<'a> {
    let below_a_check = |offer: &Offer| found_offers(view).any(|known| known.remedy.id == offer.remedy.id);
    let place = Place::Tried {
        diagnosis: &view.diagnosis.id,
    };
    let offers: Vec<_> = view
        .offers
        .iter()
        .filter(|offer| !below_a_check(offer))
        .map(|offer| remedy(ui, offer, place))
        .collect();
    (!offers.is_empty()).then(|| {
        view! {
            <section class="category" aria-labelledby="try">
                <h2 id="try">{&*ui.t.topic_try}</h2>
                <div class="remedies">{offers}</div>
            </section>
        }
    })
}

/// Whether this was found.
fn is_found(verdict: Verdict) -> bool {
    verdict == Verdict::Found
}

//! One device: its score, what helps, its health by category.

use std::iter::once;

use domain::{Platform, Rating, Unit};
use leptos::{either::Either, prelude::*};
use service::view::{DevicePage, DeviceSummary, FigureView, Section};

use super::home::presence;
use crate::{
    context::{PageContext, Ui},
    links,
    shell::{Follow, Head, document},
    texts::Precision,
    ui::{
        Form, Place, age, check_again, devices, figure, freshness, hand_over, hidden, is_under_way,
        kind_word, meter, notice, planned, rating, remedy, ring, runs, trend, unseen,
    },
};

/// The page of one device.
#[must_use]
pub fn device(page: &PageContext, view: &DevicePage) -> String {
    let ui = Ui::new(page, view.now);
    let device = &view.summary.device;
    let lead = lead(&ui, view);
    let head = Head {
        title: device.name.clone(),
        live: Some(Follow {
            after: Some(view.last_event),
            only: None,
            waiting: view.freshness.pending || view.runs.iter().any(|run| is_under_way(&ui, run)),
            reload: false,
            announce: format!("{}: {lead}", device.name),
        }),
        current: None,
    };
    // A notice that belongs to a remedy is said there.
    let at_top = page.notice.as_ref().filter(|notice| {
        let mut offers = view
            .sections
            .iter()
            .flat_map(|section| &section.offers)
            .chain(&view.suggested);
        !offers.any(|offer| Some(&offer.remedy.id) == notice.remedy.as_ref())
    });
    let sections: Vec<_> = view
        .sections
        .iter()
        .filter_map(|section| category(&ui, view, section))
        .collect();
    let mut ran = view
        .runs
        .iter()
        .filter(|run| run.execution.planned_for(ui.now).is_none());
    let ran = ran.next().map(|_| {
        view! {
            <section class="card" aria-labelledby="runs">
                <h2 id="runs">{&*ui.t.device_runs}</h2>
                {runs(&ui, &view.runs, false)}
            </section>
        }
    });
    let body = view! {
        <div class="page">
            {freshness(&ui, &view.freshness)}
            {notice(&ui, at_top)}
            {devices(&ui, once(device).chain(&view.others), Some(&device.uid), links::device)}
            <div class="hero">
                <h1>{device.name.as_str()}</h1>
                <p class="lead">{lead}</p>
                {facts(&ui, &view.summary)}
            </div>
            {unseen(&ui, device)}
            {check_again(&ui, &view.again, None)}
            {planned(&ui, &view.runs, false)}
            {choose(&ui, view)}
            <div class="device-top">
                {score_card(&ui, view)}
                {view.suggested.as_ref().map(|offer| view! {
                    <section class="card suggested" aria-labelledby="suggested">
                        <h2 id="suggested">{&*ui.t.suggested}</h2>
                        {remedy(&ui, offer, Place::Suggested)}
                    </section>
                })}
            </div>
            {sections}
            {ran}
            {hand_over(&ui, &view.hand_over, None)}
            <p class="more"><a id="privacy" href=ui.to("/privacy")>{&*ui.t.privacy_title}</a></p>
        </div>
    };
    document(&ui, &head, body)
}

/// For whoever has several: whether the way to a symptom or a fix begins with this one.
fn choose<'a>(ui: &'a Ui, view: &'a DevicePage) -> Option<impl IntoView + use<'a>> {
    if view.others.is_empty() {
        return None;
    }
    if view.chosen {
        return Some(Either::Left(
            view! { <p class="soft" id="chosen-device">{&*ui.t.device_chosen}</p> },
        ));
    }
    let form = Form {
        id: "choose-device".to_owned(),
        action: ui.to("/api/choose_device"),
        button: &ui.t.device_choose_this,
        primary: false,
        working: &ui.t.favourite_working,
        broke: &ui.t.favourite_broke,
    };
    let device = hidden("device", view.summary.device.uid.as_str());
    Some(Either::Right(form.around(ui, device)))
}

fn lead(ui: &Ui, view: &DevicePage) -> String {
    let summary = &view.summary;
    match summary.troubles.first() {
        Some(worst) => worst
            .metric
            .trouble
            .get(ui.page.lang)
            .replace("{device}", &summary.device.name),
        None if summary.rating != Rating::Unknown => ui.t.device_well.to_string(),
        None if view.freshness.pending => ui.t.device_asking.to_string(),
        None => ui.t.device_no_figures.to_string(),
    }
}

fn facts<'a>(ui: &'a Ui, summary: &'a DeviceSummary) -> impl IntoView + use<'a> {
    let device = &summary.device;
    let model = (!device.model.is_empty()).then(|| view! { <li>{device.model.as_str()}</li> });
    let system = match (device.system.as_str(), device.platform) {
        ("", Platform::Other) => None,
        ("", platform) => Some(platform.name()),
        (name, _) => Some(name),
    };
    view! {
        <ul class="device-facts">
            <li>{presence(ui, summary)}</li>
            <li>{kind_word(ui, device.kind)}</li>
            {model}
            {system.map(|name| view! { <li>{name}</li> })}
        </ul>
    }
}

/// The score, what it is made of, and what it did.
pub(super) fn score_card<'a>(ui: &'a Ui, view: &'a DevicePage) -> impl IntoView + use<'a> {
    let score = view.summary.score.as_ref()?;
    let lang = ui.page.lang;
    let parts: Vec<_> = parts(view)
        .map(|part| {
            let label = part.metric.label.get(lang);
            let said = ui.t.number(part.figure.value, Precision::Whole);
            view! {
                <li class=part_tone(part.figure.rating)>
                    <span class="part-name">{label}</span>
                    <b>{said.clone()}</b>
                    {rating(ui, part.figure.rating)}
                    {meter(part, label, said)}
                </li>
            }
        })
        .collect();
    let parts = (!parts.is_empty()).then(|| {
        view! {
            <details id="score-parts">
                <summary id="score-parts-toggle">{&*ui.t.score_parts}</summary>
                <ul class="parts">{parts}</ul>
            </details>
        }
    });
    let history = (score.trend.len() > 1).then(|| {
        view! {
            <details id="score-trend">
                <summary id="score-trend-toggle">{ui.t.trend_table(&score.trend.len().to_string())}</summary>
                {trend::table(ui, score)}
            </details>
        }
    });
    Some(view! {
        <section class=score_tone(score.figure.rating) aria-labelledby="score">
            <header class="score-head">
                {ring(ui, Some(score))}
                <div>
                    <h2 id="score">{score.metric.label.get(lang)}</h2>
                    {rating(ui, score.figure.rating)}
                    <p class="figure-source">{age(ui, score.figure.as_of)}" · "{&*ui.t.source_daily}</p>
                </div>
            </header>
            <p class="score-change">{change(ui, score)}</p>
            {trend::sparkline(ui, score)}
            <p class="figure-why">{score.metric.why.get(lang)}</p>
            {parts}
            {history}
        </section>
    })
}

const fn score_tone(rating: Rating) -> &'static str {
    match rating {
        Rating::Good => "card score tone-good",
        Rating::Average => "card score tone-mid",
        Rating::Frustrating => "card score tone-bad",
        Rating::Unknown => "card score tone-none",
    }
}

const fn part_tone(rating: Rating) -> &'static str {
    match rating {
        Rating::Good => "part tone-good",
        Rating::Average => "part tone-mid",
        Rating::Frustrating => "part tone-bad",
        Rating::Unknown => "part tone-none",
    }
}

/// What the score did since the first day that is known.
fn change(ui: &Ui, score: &FigureView) -> Option<String> {
    let first = score.trend.first().filter(|_| score.trend.len() > 1)?;
    let days = score.trend.len().to_string();
    let by = score.figure.value - first.value.round();
    let n = ui.t.number(by.abs(), Precision::Whole);
    Some(match by {
        by if by >= 1.0 => ui.t.score_up(&n, &days),
        by if by <= -1.0 => ui.t.score_down(&n, &days),
        _ => ui.t.score_same(&days),
    })
}

/// The scores that the overall score is made of.
fn parts(view: &DevicePage) -> impl Iterator<Item = &FigureView> {
    let figures = view.sections.iter().flat_map(|section| &section.figures);
    figures.filter(|figure| is_part(view, figure))
}

fn is_part(view: &DevicePage, figure: &FigureView) -> bool {
    figure.metric.unit == Unit::Score
        && view
            .summary
            .score
            .as_ref()
            .is_some_and(|score| score.metric.id != figure.metric.id)
}

/// A category: its figures, except the scores, which have their own card, and its remedies, except the suggested one.
fn category<'a>(ui: &'a Ui, view: &'a DevicePage, section: &'a Section) -> Option<impl IntoView + use<'a>> {
    let overall = view.summary.score.as_ref().map(|score| &score.metric.id);
    let suggested = view.suggested.as_ref().map(|offer| &offer.remedy.id);
    let figures: Vec<_> = section
        .figures
        .iter()
        .filter(|shown| !is_part(view, shown) && Some(&shown.metric.id) != overall)
        .map(|shown| figure(ui, shown))
        .collect();
    let offers: Vec<_> = section
        .offers
        .iter()
        .filter(|offer| Some(&offer.remedy.id) != suggested)
        .map(|offer| remedy(ui, offer, Place::Folded))
        .collect();
    if figures.is_empty() && offers.is_empty() {
        return None;
    }
    let id = format!("category-{}", section.category.id);
    let heading = id.clone();
    Some(view! {
        <section class="category" aria-labelledby=id>
            <h2 id=heading>{section.category.label.get(ui.page.lang)}</h2>
            {(!figures.is_empty()).then(|| view! { <div class="figures">{figures}</div> })}
            {(!offers.is_empty()).then(|| view! { <div class="remedies">{offers}</div> })}
        </section>
    })
}

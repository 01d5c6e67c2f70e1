//! The overview: what matters, then everything else.

use domain::{Device, DeviceKind, Rating};
use leptos::{either::Either, prelude::*};
use service::view::{Attention, DeviceSummary, ForYou, Overview};

use super::search::{hit_path, hit_title};

use crate::{
    context::{PageContext, Ui},
    links,
    shell::{Entry, Follow, Head, document},
    ui::{
        age, can_run_at_once, freshness, handed, icon, is_under_way, kind_icon, kind_word, notice, planned,
        press_form, rating, ring, runs, search, trend, within,
    },
};

/// The overview of an employee's devices.
#[must_use]
pub fn home(page: &PageContext, overview: &Overview) -> String {
    let ui = Ui::new(page, overview.now);
    let (headline, lead) = headline(&ui, overview);
    let head = Head {
        title: ui.t.home_title.to_string(),
        live: Some(Follow {
            after: Some(overview.last_event),
            only: None,
            waiting: overview.open.iter().any(|run| is_under_way(&ui, run))
                || overview.freshness.pending
                || overview.freshness.fetched_at.is_none(),
            reload: false,
            announce: headline.clone(),
        }),
        current: Some(Entry::Home),
    };
    let devices: Vec<_> = overview
        .devices
        .iter()
        .map(|summary| device_card(&ui, summary))
        .collect();
    let body = view! {
        <div class="page">
            {freshness(&ui, &overview.freshness)}
            {notice(&ui, page.notice.as_ref())}
            <div class="hero">
                <h1>{headline}</h1>
                <p class="lead">{lead}</p>
            </div>
            {overview.attention.as_ref().map(|attention| attention_card(&ui, attention))}
            {planned(&ui, &overview.open, true)}
            {what_is_wrong(&ui, &overview.for_you)}
            <div class="columns">
                {(!devices.is_empty()).then(|| view! {
                    <section class="columns-main" aria-labelledby="devices">
                        <h2 id="devices">{&*ui.t.devices_heading}</h2>
                        <div class="cards">{devices}</div>
                    </section>
                })}
                {(!overview.devices.is_empty()).then(|| aside(&ui, overview))}
            </div>
        </div>
    };
    document(&ui, &head, body)
}

/// The first sentence of the page, and the second.
fn headline(ui: &Ui, overview: &Overview) -> (String, String) {
    let t = ui.t;
    let said = |headline: &str, lead: &str| (headline.to_owned(), lead.to_owned());
    if let Some(Attention { device, figure, .. }) = &overview.attention {
        let sentence = figure
            .metric
            .trouble
            .get(ui.page.lang)
            .replace("{device}", &device.name);
        let others: usize = overview
            .devices
            .iter()
            .map(|summary| summary.troubles.len())
            .sum::<usize>()
            .saturating_sub(1);
        return (
            sentence,
            if others == 0 {
                t.home_rest_fine.to_string()
            } else {
                t.home_rest_more(others)
            },
        );
    }
    if overview.devices.is_empty() {
        return match overview.freshness {
            freshness if freshness.fetched_at.is_some() => said(&t.home_no_device, &t.home_no_device_more),
            freshness if freshness.trouble.is_none() => said(&t.home_asking, &t.home_asking_more),
            _ => said(&t.home_not_known, &t.home_not_known_more),
        };
    }
    let worst = overview
        .devices
        .iter()
        .map(|summary| summary.rating)
        .min()
        .unwrap_or(Rating::Unknown);
    match (worst, overview.devices.as_slice()) {
        (Rating::Unknown, _) => said(&t.home_not_known, &t.home_not_known_more),
        (Rating::Good, [only]) => (t.home_well_one(&only.device.name), t.home_well_more.to_string()),
        (Rating::Good, _) => said(&t.home_well_many, &t.home_well_more),
        (Rating::Average | Rating::Frustrating, _) => {
            let troubles = overview
                .devices
                .iter()
                .map(|summary| summary.troubles.len())
                .sum();
            (t.home_some.to_string(), t.home_rest_more(troubles))
        }
    }
}

/// What matters first, with what helps.
pub(super) fn attention_card<'a>(ui: &'a Ui, attention: &'a Attention) -> impl IntoView + use<'a> {
    let (figure, lang) = (&attention.figure, ui.page.lang);
    let device = &attention.device;
    let remedy = attention.offer.as_ref().map(|offer| {
        let remedy = &*offer.remedy;
        let page = ui.to(&links::remedy(&remedy.id, Some(&device.uid)));
        let press = if can_run_at_once(offer) {
            Either::Left(press_form(ui, offer))
        } else {
            // What needs a choice or a consent, or cannot run now, is explained on the remedy's page.
            Either::Right(view! { <a class="button button-primary" id="attention-open" href=page>{remedy.title.get(lang)}</a> })
        };
        view! {
            <p class="attention-remedy">{remedy.summary.get(lang)}" "{remedy.impact.get(lang)}</p>
            {press}
            <p class="attention-facts">
                {icon(ui, "clock")}{ui.t.takes_about(&ui.t.duration(remedy.expected))}
                {remedy.restarts.then(|| view! { <span class="fact-warning">{icon(ui, "restart")}{&*ui.t.restarts}</span> })}
            </p>
        }
    });
    let see = attention.offer.is_none().then(|| {
        let id = &figure.metric.id;
        view! { <a class="button" id="attention-see" href=ui.to(&format!("{}#figure-{id}", links::device(&device.uid)))>{ui.t.remedy_device(&device.name)}</a> }
    });
    let trend = (figure.trend.len() > 1).then(|| {
        view! {
            <figure class="attention-trend">
                {trend::sparkline(ui, figure)}
                <figcaption>{ui.t.trend_span(&figure.trend.len().to_string())}</figcaption>
            </figure>
        }
    });
    let class = match (figure.figure.rating, trend.is_some()) {
        (Rating::Frustrating, true) => "attention attention-with-trend tone-bad",
        (Rating::Frustrating, false) => "attention tone-bad",
        (_, true) => "attention attention-with-trend tone-mid",
        (_, false) => "attention tone-mid",
    };
    view! {
        <section class=class aria-labelledby="attention">
            <header class="attention-head">
                <h2 id="attention">{figure.metric.label.get(lang)}</h2>
                {rating(ui, figure.figure.rating)}
            </header>
            <div class="attention-body">
            <p class="attention-value">
                <b>{ui.t.value_of(&figure.metric, figure.figure.value, figure.figure.whole)}</b>
                <span>{device.name.as_str()}" · "{age(ui, figure.figure.as_of)}</span>
            </p>
            <p class="attention-why">{figure.metric.why.get(lang)}</p>
            {remedy}
            {see}
            </div>
            {trend}
        </section>
    }
}

/// A device with what troubles it.
pub(super) fn device_card<'a>(ui: &'a Ui, summary: &'a DeviceSummary) -> impl IntoView + use<'a> {
    let device = &summary.device;
    let troubles: Vec<_> = summary
        .troubles
        .iter()
        .take(3)
        .map(|trouble| {
            view! {
                <li>
                    <span>{trouble.metric.label.get(ui.page.lang)}</span>
                    <b>{ui.t.value(trouble.metric.unit, trouble.figure.value)}</b>
                    {rating(ui, trouble.figure.rating)}
                </li>
            }
        })
        .collect();
    let below = if summary.rating == Rating::Unknown {
        Either::Left(view! { <p class="device-card-note">{&*ui.t.device_no_figures}</p> })
    } else if troubles.is_empty() {
        Either::Left(view! { <p class="device-card-note">{&*ui.t.device_well}</p> })
    } else {
        Either::Right(view! { <ul class="device-card-troubles">{troubles}</ul> })
    };
    view! {
        <article class="card device-card">
            <header class="device-card-head">
                <div>
                    <h3>
                        {icon(ui, kind_icon(device.kind))}
                        <a id=format!("device-{}", device.uid) href=ui.to(&links::device(&device.uid))>{device.name.as_str()}</a>
                    </h3>
                    <p class="device-card-model">{model(ui, device)}</p>
                    <p class="device-card-seen">{presence(ui, summary)}</p>
                </div>
                {ring(ui, summary.score.as_ref())}
            </header>
            {device.unseen_days(ui.now).map(|_| view! { <p class="device-card-note">{&*ui.t.unseen_card}</p> })}
            {below}
        </article>
    }
}

/// What it is: its model, and in words where it is a virtual desktop.
fn model(ui: &Ui, device: &Device) -> String {
    let kind = (device.kind == DeviceKind::Virtual).then(|| kind_word(ui, device.kind));
    let model = Some(device.model.as_str()).filter(|model| !model.is_empty());
    model.into_iter().chain(kind).collect::<Vec<_>>().join(" · ")
}

/// Whether the device is online, and since when it is not.
pub(super) fn presence<'a>(ui: &'a Ui, summary: &DeviceSummary) -> impl IntoView + use<'a> {
    let seen = (!summary.online).then(|| {
        (
            ", ",
            within(&ui.t.templates.device_seen, age(ui, summary.device.last_seen)),
        )
    });
    view! {
        <span class=if summary.online { "dot dot-on" } else { "dot" } aria-hidden="true"></span>
        {if summary.online { &*ui.t.device_online } else { &*ui.t.device_offline }}
        {seen}
    }
}

/// Where one says or chooses what is wrong.
fn what_is_wrong<'a>(ui: &'a Ui, for_you: &'a ForYou) -> impl IntoView + use<'a> {
    let lang = ui.page.lang;
    let groups: Vec<_> = for_you
        .categories
        .iter()
        .filter_map(|category| {
            let links: Vec<_> = for_you
                .topics
                .iter()
                .filter(|topic| topic.category == category.id)
                .map(|topic| {
                    let id = format!("topic-{}", topic.id);
                    let there = ui.to(&links::topic(&topic.id, None));
                    view! { <li><a class="topic-link" id=id href=there>{topic.title.get(lang)}{icon(ui, "next")}</a></li> }
                })
                .collect();
            (!links.is_empty()).then(|| {
                view! { <div class="topic-group"><h3>{category.label.get(lang)}</h3><ul>{links}</ul></div> }
            })
        })
        .collect();
    (!groups.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="wrong">
                <h2 id="wrong">{&*ui.t.home_what}</h2>
                {search(ui, "search", "")}
                <div class="topic-groups">{favourites(ui, for_you)}{groups}</div>
            </section>
        }
    })
}

/// What was marked, as the first of the groups.
fn favourites<'a>(ui: &'a Ui, for_you: &'a ForYou) -> impl IntoView + use<'a> {
    let links: Vec<_> = for_you
        .favourites
        .iter()
        .map(|hit| {
            let there = hit_path(hit, for_you.device.as_ref());
            view! { <li><a class="topic-link" href=ui.to(&there)>{hit_title(hit).get(ui.page.lang)}{icon(ui, "next")}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! { <div class="topic-group topic-group-marked"><h3>{&*ui.t.favourites_heading}</h3><ul>{links}</ul></div> }
    })
}

/// The latest looks at symptoms.
fn looked_at<'a>(ui: &'a Ui, for_you: &'a ForYou) -> impl IntoView + use<'a> {
    let rows: Vec<_> = for_you
        .diagnoses
        .iter()
        .map(|known| {
            let diagnosis = &*known.diagnosis;
            let title = known.topic.as_ref();
            let title = title.map_or(diagnosis.topic.as_str(), |topic| topic.title.get(ui.page.lang));
            view! {
                <li class="run">
                    <a class="run-title" href=ui.to(&links::diagnosis(&diagnosis.id))>{title}</a>
                    <p class="run-meta">{ui.t.started_on(&diagnosis.device_name)}" · "{age(ui, diagnosis.started_at)}</p>
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="looked">
                <h2 id="looked">{&*ui.t.diagnoses_heading}</h2>
                <ul>{rows}</ul>
            </section>
        }
    })
}

/// The latest hand-overs to IT.
fn handed_over<'a>(ui: &'a Ui, for_you: &'a ForYou) -> impl IntoView + use<'a> {
    let rows: Vec<_> = for_you
        .hand_overs
        .iter()
        .map(|it| {
            let number = it
                .ticket()
                .and_then(|ticket| ticket.number.clone())
                .unwrap_or_else(|| it.code());
            view! {
                <li class="run">
                    <a class="run-title" href=ui.to(&links::handed_over(&it.order.id))>{number}</a>
                    {handed(ui, it.state())}
                    <p class="run-meta">{age(ui, it.order.created_at)}</p>
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="handed-over">
                <h2 id="handed-over">{&*ui.t.handed_heading}</h2>
                <ul>{rows}</ul>
            </section>
        }
    })
}

fn aside<'a>(ui: &'a Ui, overview: &'a Overview) -> impl IntoView + use<'a> {
    let under_way = overview.open.iter().any(|run| is_under_way(ui, run));
    let open = under_way.then(|| {
        view! {
            <section class="card" aria-labelledby="open">
                <h2 id="open">{&*ui.t.open_heading}</h2>
                {runs(ui, &overview.open, true)}
            </section>
        }
    });
    let recent = match (overview.recent.is_empty(), overview.open.is_empty()) {
        (true, false) => None,
        (true, true) => Some(Either::Left(view! { <p class="soft">{&*ui.t.no_runs}</p> })),
        (false, _) => Some(Either::Right(
            view! { {runs(ui, &overview.recent, true)}<a class="more" href=ui.to("/history")>{&*ui.t.recent_all}</a> },
        )),
    };
    let recent = recent.map(|recent| {
        view! {
            <section class="card" aria-labelledby="recent">
                <h2 id="recent">{&*ui.t.recent_heading}</h2>
                {recent}
            </section>
        }
    });
    view! {
        <div class="columns-side">
            {open}
            {handed_over(ui, &overview.for_you)}
            {looked_at(ui, &overview.for_you)}
            {recent}
        </div>
    }
}

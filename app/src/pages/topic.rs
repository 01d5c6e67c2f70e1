//! One symptom: on which device, what is looked at, and what one can do oneself.

use domain::{Device, Favourite, Platform, SelfHelp};
use leptos::{
    either::{Either, EitherOf4},
    prelude::*,
};
use service::view::TopicPage;

use crate::{
    context::{PageContext, Ui},
    links,
    shell::{Follow, Head, document},
    ui::{
        Form, Place, age, devices, favourite, freshness, hand_over, hidden, icon, kind_icon, notice, remedy,
        unseen, virtual_kind, within,
    },
};

/// The page of one symptom.
#[must_use]
pub fn topic(page: &PageContext, view: &TopicPage) -> String {
    let ui = Ui::new(page, view.now);
    let (t, lang, topic) = (ui.t, page.lang, &*view.topic);
    let title = topic.title.get(lang);
    let head = Head {
        title: title.to_owned(),
        live: Some(Follow {
            after: Some(view.last_event),
            only: None,
            waiting: view.freshness.pending,
            reload: false,
            announce: String::new(),
        }),
        current: None,
    };
    // A notice that belongs to a remedy is said there.
    let at_top = page.notice.as_ref().filter(|notice| {
        let mut offers = view.offers.iter();
        !offers.any(|offer| Some(&offer.remedy.id) == notice.remedy.as_ref())
    });
    let uid = view.device.as_ref().map(|device| &device.uid);
    let here = links::topic(&topic.id, uid);
    let mark = Favourite::Topic(topic.id.clone());
    let offers: Vec<_> = view
        .offers
        .iter()
        .map(|offer| remedy(&ui, offer, Place::Listed))
        .collect();
    let worth_trying = (!offers.is_empty()).then(|| {
        view! {
            <section class="category" aria-labelledby="try">
                <h2 id="try">{&*t.topic_try}</h2>
                <div class="remedies">{offers}</div>
            </section>
        }
    });
    let why = topic.explanation.as_ref().map(|text| {
        view! {
            <details id="why">
                <summary id="why-toggle">{&*t.topic_why}</summary>
                <p class="figure-why">{text.get(lang)}</p>
            </details>
        }
    });
    let body = view! {
        <div class="page page-narrow">
            {freshness(&ui, &view.freshness)}
            {notice(&ui, at_top)}
            <div class="topic-head">
                <p class="back"><a id="back" href=ui.to("/")>{icon(&ui, "back")}{&*t.home_title}</a></p>
                {favourite(&ui, &mark, view.favourite, here)}
            </div>
            <div class="hero">
                <h1>{title}</h1>
                <p class="lead">{topic.intro.as_ref().map_or(&*t.topic_lead, |intro| intro.get(lang))}</p>
            </div>
            {devices(&ui, &view.devices, uid, |uid| links::topic(&topic.id, Some(uid)))}
            {view.device.as_ref().and_then(|device| unseen(&ui, device))}
            {(!topic.checks.is_empty()).then(|| look(&ui, view))}
            {self_help(&ui, &topic.help)}
            {worth_trying}
            {why}
            {hand_over(&ui, &view.hand_over, topic.hand_over.as_ref())}
        </div>
    };
    document(&ui, &head, body)
}

/// What is looked at, and the button that begins it; or why it cannot be looked at now.
pub(super) fn look<'a>(ui: &'a Ui, view: &'a TopicPage) -> impl IntoView + use<'a> {
    let t = ui.t;
    let checks: Vec<_> = view
        .topic
        .checks
        .iter()
        .map(|check| view! { <li>{icon(ui, "next")}{check.title.get(ui.page.lang)}</li> })
        .collect();
    let press = match &view.device {
        Some(device) => EitherOf4::A(check_form(ui, view, device)),
        None if !view.devices.is_empty() => EitherOf4::B(
            view! { <p class="refused-why">{icon(ui, "info")}<span>{&*t.topic_not_this}</span></p> },
        ),
        None if view.freshness.fetched_at.is_some() => {
            let why = match view.has_devices {
                true => Either::Left(&*t.topic_no_device),
                false => Either::Right((&*t.home_no_device, " ", &*t.home_no_device_more)),
            };
            EitherOf4::C(view! { <p class="refused-why">{icon(ui, "info")}<span>{why}</span></p> })
        }
        None => {
            let why = if view.freshness.trouble.is_some() {
                &*t.topic_not_known
            } else {
                &*t.topic_asking
            };
            EitherOf4::D(view! { <p class="refused-why">{icon(ui, "clock")}<span>{why}</span></p> })
        }
    };
    let last = view.last.as_ref().map(|last| {
        let there = ui.to(&links::diagnosis(&last.diagnosis.id));
        view! {
            <p class="topic-last">
                {within(&t.templates.topic_last, age(ui, last.diagnosis.started_at))}" "<a id="last" href=there>{&*t.topic_last_see}</a>
            </p>
        }
    });
    view! {
        <section class="card topic-look" aria-labelledby="look">
            <h2 id="look">{&*t.topic_look}</h2>
            <ul class="topic-checks">{checks}</ul>
            <p class="soft">{&*t.topic_look_more}</p>
            {press}
            {last}
        </section>
    }
}

fn check_form<'a>(ui: &'a Ui, view: &'a TopicPage, device: &'a Device) -> impl IntoView + use<'a> {
    let form = Form {
        id: "diagnose".to_owned(),
        action: ui.to("/api/diagnose"),
        button: &ui.t.topic_check,
        primary: true,
        working: &ui.t.starting,
        broke: &ui.t.topic_check_broke,
    };
    let fields = (
        view! { <p class="eyebrow">{icon(ui, kind_icon(device.kind))}" "{device.name.as_str()}{virtual_kind(ui, device)}{system(device)}</p> },
        hidden("device", device.uid.as_str()),
        hidden("topic", view.topic.id.as_str()),
        hidden("key", view.key.as_str()),
    );
    form.around(ui, fields)
}

fn system(device: &Device) -> Option<String> {
    (device.platform != Platform::Other).then(|| format!(" · {}", device.platform.name()))
}

/// What one can do oneself.
pub(super) fn self_help<'a>(ui: &'a Ui, help: &'a [SelfHelp]) -> impl IntoView + use<'a> {
    let lang = ui.page.lang;
    let steps: Vec<_> = help
        .iter()
        .map(|step| {
            // It leads out of here, and out of the frame.
            let link = step.link.as_ref().map(|link| {
                view! { " "<a href=link.url.as_str() target="_blank" rel="noreferrer">{link.label.get(lang)}</a> }
            });
            view! { <li>{step.text.get(lang)}{link}</li> }
        })
        .collect();
    (!steps.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="help">
                <h2 id="help">{&*ui.t.topic_help}</h2>
                <ol class="self-help">{steps}</ol>
            </section>
        }
    })
}

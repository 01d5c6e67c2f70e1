//! Why somebody is shown something, or is not.

use std::sync::Arc;

use domain::{Availability, Device, LocalText, Remedy, Topic};
use jiff::Timestamp;
use leptos::{either::Either, prelude::*};
use service::view::{DeviceReason, Seen, Visibility};

use super::criteria;
use crate::{
    context::{PageContext, Ui},
    shell::{Head, document},
    ui::{AdminPage, admin_pages, hidden},
};

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotExplained {
    /// What was given can be nobody's user principal name.
    NotAPerson,
    /// Content has no such remedy or topic.
    NoSuchItem,
    /// Nexthink does not answer.
    Unavailable,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainView {
    /// The time now.
    pub now: Timestamp,
    /// The remedies that can be asked about.
    pub remedies: Vec<Arc<Remedy>>,
    /// The topics that can be asked about.
    pub topics: Vec<Arc<Topic>>,
    /// The person who was asked about, as it was typed.
    pub person: String,
    /// The device, as it was typed.
    pub device: String,
    /// What was asked about, as its name stands in the address.
    pub item: String,
    /// Whether what is in the folder of content was refused.
    pub content_refused: bool,
    /// The answer, when something was asked.
    pub answer: Option<Result<Visibility, NotExplained>>,
}

/// The page on which somebody asks, with the answer.
#[must_use]
pub fn explain(page: &PageContext, view: &ExplainView) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let head = Head {
        title: t.explain_title.to_string(),
        live: None,
        current: None,
    };
    let answer = view.answer.as_ref().map(|answer| match answer {
        Ok(told) => Either::Left(told_of(&ui, view, told)),
        Err(why) => {
            let why = match why {
                NotExplained::NotAPerson => &t.explain_not_a_person,
                NotExplained::NoSuchItem => &t.explain_no_item,
                NotExplained::Unavailable => &t.explain_unavailable,
            };
            Either::Right(view! { <p class="card" id="not-explained">{&**why}</p> })
        }
    });
    let body = view! {
        <div class="page page-narrow">
            <div class="hero"><h1>{&*t.explain_title}</h1><p class="lead">{&*t.explain_lead}</p></div>
            {form(&ui, view)}
            {answer}
            {admin_pages(&ui, AdminPage::Explain)}
        </div>
    };
    document(&ui, &head, body)
}

fn form<'a>(ui: &'a Ui, view: &'a ExplainView) -> impl IntoView + use<'a> {
    let t = ui.t;
    let option = |name: String, title: &'a LocalText| {
        let chosen = name == view.item;
        view! { <option value=name selected=chosen>{title.get(ui.page.lang)}</option> }
    };
    let remedies: Vec<_> = view
        .remedies
        .iter()
        .map(|remedy| option(format!("remedy:{}", remedy.id), &remedy.title))
        .collect();
    let topics: Vec<_> = view
        .topics
        .iter()
        .map(|topic| option(format!("topic:{}", topic.id), &topic.title))
        .collect();
    view! {
        <form class="card" id="explain" method="post" action=ui.to("/admin/explain")>
            <div class="field">
                <label for="person">{&*t.explain_person}</label>
                <input
                    type="text" id="person" name="person" value=view.person.as_str() maxlength="200" required=""
                    autocomplete="off" spellcheck="false"
                />
            </div>
            <div class="field">
                <label for="item">{&*t.explain_item}</label>
                <select id="item" name="item" required="">
                    <option value="">{&*t.choose}</option>
                    <optgroup label=&*t.value_remedies>{remedies}</optgroup>
                    <optgroup label=&*t.value_topics>{topics}</optgroup>
                </select>
            </div>
            <div class="field">
                <label for="device">{&*t.explain_device}</label>
                <input
                    type="text" id="device" name="device" value=view.device.as_str() maxlength="200" autocomplete="off"
                    spellcheck="false" aria-describedby="device-hint"
                />
                <p class="field-hint" id="device-hint">{&*t.explain_device_hint}</p>
            </div>
            <p class="soft">{&*t.explain_logged}</p>
            <div><button class="button" type="submit">{&*t.explain_ask}</button></div>
        </form>
    }
}

fn told_of<'a>(ui: &'a Ui, view: &'a ExplainView, told: &'a Visibility) -> impl IntoView + use<'a> {
    let t = ui.t;
    let person = told.person.as_str();
    let headline = match &told.seen {
        Seen::Unknown => t.explain_unknown(person),
        Seen::Hidden => t.explain_hidden(person),
        Seen::Topic => t.explain_topic(person),
        Seen::Remedy(Availability::Ready) => t.explain_ready(person),
        Seen::Remedy(Availability::WhenDeviceIsBack) => t.explain_waits(person),
        Seen::Remedy(Availability::No(_)) => t.explain_refused(person),
    };
    let chosen = matches!(told.device, DeviceReason::Theirs(_));
    let devices = (!chosen).then(|| devices(ui, view, told));
    view! {
        <section class="card" aria-labelledby="explained">
            <h2 id="explained">{headline}</h2>
            {devices}
            <ol class="criteria">{criteria::list(ui, told, view.content_refused)}</ol>
        </section>
    }
}

/// The person's devices, each with the same question about it.
fn devices<'a>(ui: &'a Ui, view: &'a ExplainView, told: &'a Visibility) -> impl IntoView + use<'a> {
    let t = ui.t;
    let person = told.person.as_str();
    if told.devices.is_empty() {
        return Either::Left(view! { <p id="no-devices">{t.explain_no_devices(person)}</p> });
    }
    let not_theirs = (told.device == DeviceReason::NotTheirs)
        .then(|| view! { <p id="not-theirs">{t.explain_not_theirs(person)}</p> });
    let one = |device: &'a Device| {
        view! {
            <li>
                <button class="button button-quiet" type="submit" name="device" value=device.uid.as_str() dir="auto">
                    {device.name.as_str()}
                </button>
            </li>
        }
    };
    let devices: Vec<_> = told.devices.iter().map(one).collect();
    Either::Right(view! {
        {not_theirs}
        <h3 id="devices">{t.explain_devices(person)}</h3>
        <form class="explained-devices" method="post" action=ui.to("/admin/explain")>
            {hidden("person", &view.person)}
            {hidden("item", &view.item)}
            <ul aria-labelledby="devices">{devices}</ul>
        </form>
    })
}

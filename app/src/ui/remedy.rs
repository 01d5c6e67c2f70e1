//! A remedy, with the form that runs it or the reason why it cannot run now.

use domain::{Availability, Parameter, Refusal};
use leptos::{
    either::{Either, EitherOf4},
    prelude::*,
};
use service::view::Offer;

use super::{age, icon, moment, notice, state, within};
use crate::context::Ui;

/// Everything about a remedy. `primary` makes its button the page's one primary button.
pub(crate) fn remedy<'a>(ui: &'a Ui, offer: &'a Offer, primary: bool) -> impl IntoView + use<'a> {
    let (remedy, lang) = (&*offer.remedy, ui.page.lang);
    let id = remedy.id.as_str();
    let said = ui
        .page
        .notice
        .as_ref()
        .filter(|notice| notice.remedy.as_ref() == Some(&remedy.id));
    let last = offer.last.as_ref().map(|last| {
        view! {
            <p class="remedy-last">
                <a href=format!("/executions/{}", last.order.id)>{within(&ui.t.templates.last_run, age(ui, last.since()))}</a>
                {state(ui, last.state())}
            </p>
        }
    });
    view! {
        <article class="remedy" id=format!("remedy-{id}")>
            <h3>{remedy.title.get(lang)}</h3>
            <p class="remedy-summary">{remedy.summary.get(lang)}</p>
            <ul class="facts">
                <li>{icon(ui, "clock")}{ui.t.takes_about(&ui.t.duration(remedy.expected))}</li>
                <li>{icon(ui, "info")}{remedy.impact.get(lang)}</li>
                {remedy.restarts.then(|| view! { <li class="fact-warning">{icon(ui, "restart")}{&*ui.t.restarts}</li> })}
            </ul>
            {notice(ui, said)}
            {match &offer.availability {
                Availability::Ready | Availability::WhenDeviceIsBack => Either::Left(run_form(ui, offer, primary)),
                Availability::No(refusal) => Either::Right(refused(ui, offer, refusal)),
            }}
            {last}
        </article>
    }
}

/// Whether a press is all it takes: what may be chosen has a default.
pub(crate) fn can_run_at_once(offer: &Offer) -> bool {
    !matches!(offer.availability, Availability::No(_))
        && offer
            .remedy
            .parameters
            .iter()
            .all(|parameter| parameter.default.is_some())
        && offer.remedy.consent.is_none()
}

/// The form of a remedy that [can run at once](can_run_at_once), with nothing but its button.
pub(crate) fn press_form<'a>(ui: &'a Ui, offer: &'a Offer) -> impl IntoView + use<'a> {
    form(ui, offer, true, ())
}

/// The form. It works as it stands; the island `RunRemedy` makes it stay on the page until there is an answer.
fn run_form<'a>(ui: &'a Ui, offer: &'a Offer, primary: bool) -> impl IntoView + use<'a> {
    let id = offer.remedy.id.as_str();
    let fields: Vec<_> = offer
        .remedy
        .parameters
        .iter()
        .map(|parameter| field(ui, id, parameter))
        .collect();
    form(ui, offer, primary, fields)
}

fn form<'a, F: IntoView + 'a>(
    ui: &'a Ui,
    offer: &'a Offer,
    primary: bool,
    fields: F,
) -> impl IntoView + use<'a, F> {
    let (remedy, lang) = (&*offer.remedy, ui.page.lang);
    let id = remedy.id.as_str();
    let consent = remedy.consent.as_ref().map(|consent| {
        view! {
            <label class="consent" for=format!("consent-{id}")>
                <input type="checkbox" id=format!("consent-{id}") name="consent" value="true" required="" />
                <span>{consent.get(lang)}</span>
            </label>
        }
    });
    let waits = (offer.availability == Availability::WhenDeviceIsBack)
        .then(|| view! { <p class="remedy-waits">{icon(ui, "cloud-off")}{&*ui.t.waits_for_device}</p> });
    view! {
        <form class="run-form" id=format!("run-{id}") method="post" action="/api/run_remedy" data-run="">
            <input type="hidden" name="device" value=offer.device.as_str() />
            <input type="hidden" name="remedy" value=id />
            <input type="hidden" name="key" value=offer.key.as_str() />
            {fields}
            {consent}
            {waits}
            <button class=if primary { "button button-primary" } else { "button" } id=format!("start-{id}") type="submit">
                {remedy.title.get(lang)}
            </button>
            <p class="run-error" id=format!("error-{id}") role="alert"></p>
        </form>
    }
}

fn field<'a>(ui: &'a Ui, remedy: &str, parameter: &'a Parameter) -> impl IntoView + use<'a> {
    let name = parameter.name.as_str();
    let id = format!("field-{remedy}-{name}");
    let longest = parameter.max_length.to_string();
    let default = parameter.default.as_deref();
    let control = if parameter.options.is_empty() {
        Either::Left(view! {
            <input
                type="text" id=id.clone() name=format!("parameters[{name}]") maxlength=longest value=default.unwrap_or_default()
                required=default.is_none() autocomplete="off"
            />
        })
    } else {
        let empty = default
            .is_none()
            .then(|| view! { <option value="">{&*ui.t.choose}</option> });
        let options: Vec<_> = parameter
            .options
            .iter()
            .map(|option| {
                let option = option.as_str();
                view! { <option value=option selected=default == Some(option)>{option}</option> }
            })
            .collect();
        let custom = parameter.custom.then(|| {
            let id = format!("{id}-custom");
            view! {
                <label class="field-other" for=id.clone()>{&*ui.t.other_value}</label>
                <input type="text" id=id name=format!("custom[{name}]") maxlength=longest autocomplete="off" />
            }
        });
        Either::Right(view! {
            // With a free text beside it, an empty choice is fine: the server asks for one of the two.
            <select id=id.clone() name=format!("parameters[{name}]") required=default.is_none() && !parameter.custom>
                {empty}
                {options}
            </select>
            {custom}
        })
    };
    view! {
        <div class="field">
            <label for=id>{parameter.label.get(ui.page.lang)}</label>
            {control}
        </div>
    }
}

fn refused<'a>(ui: &'a Ui, offer: &'a Offer, refusal: &'a Refusal) -> impl IntoView + use<'a> {
    let t = ui.t;
    let remedy = &*offer.remedy;
    let why = format!("why-{}", remedy.id);
    let reason = match refusal {
        Refusal::WrongPlatform => {
            let platforms: Vec<&str> = remedy.platforms.iter().map(|platform| platform.name()).collect();
            EitherOf4::A(t.reason_wrong_platform(&platforms.join(", ")))
        }
        Refusal::NotNeeded => EitherOf4::B(&*t.reason_not_needed),
        Refusal::AlreadyRunning { execution } => EitherOf4::C(view! {
            {&*t.reason_already_running}
            {execution.as_ref().map(|own| view! { " "<a href=format!("/executions/{own}")>{&*t.reason_watch}</a> })}
        }),
        Refusal::CoolingDown { until } => {
            EitherOf4::D(within(&t.templates.reason_cooling_down, moment(ui, *until)))
        }
        Refusal::DailyCap { until } => {
            EitherOf4::D(within(&t.templates.reason_daily_cap, moment(ui, *until)))
        }
    };
    view! {
        <div class="refused">
            <button class="button" type="button" disabled="" aria-describedby=why.clone()>{remedy.title.get(ui.page.lang)}</button>
            <p class="refused-why" id=why>{icon(ui, "info")}<span>{reason}</span></p>
        </div>
    }
}

//! A remedy, with the form that runs it or the reason why it cannot run now.

use domain::{Availability, DiagnosisId, Refusal};
use leptos::{
    either::{Either, EitherOf3, EitherOf5},
    prelude::*,
};
use service::view::Offer;

use super::{Form, age, countdown, fields, hidden, icon, later, moment, notice, run_state, within};
use crate::{
    context::{Notice, Ui},
    links,
};

/// Where a remedy stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// Below its name in a category of a device's page, until somebody opens it.
    Folded,
    /// Among the remedies of a symptom.
    Listed,
    /// Above all categories, with the page's one primary button.
    Suggested,
    /// On a page of its own, with its one primary button.
    Alone,
    /// Worth trying after a look at a symptom, to which the run then belongs.
    Tried {
        /// The look.
        diagnosis: &'a DiagnosisId,
    },
    /// Below a check of a look at a symptom, to which the run then belongs.
    Looked {
        /// The look.
        diagnosis: &'a DiagnosisId,
        /// Whether it has the page's one primary button.
        first: bool,
    },
}

impl<'a> Place<'a> {
    const fn is_primary(self) -> bool {
        match self {
            Self::Folded | Self::Listed | Self::Tried { .. } => false,
            Self::Suggested | Self::Alone => true,
            Self::Looked { first, .. } => first,
        }
    }

    const fn diagnosis(self) -> Option<&'a DiagnosisId> {
        match self {
            Self::Tried { diagnosis } | Self::Looked { diagnosis, .. } => Some(diagnosis),
            Self::Folded | Self::Listed | Self::Suggested | Self::Alone => None,
        }
    }
}

/// Everything about a remedy.
pub(crate) fn remedy<'a>(ui: &'a Ui, offer: &'a Offer, place: Place<'a>) -> impl IntoView + use<'a> {
    let remedy = &*offer.remedy;
    let id = remedy.id.as_str();
    let title = remedy.title.get(ui.page.lang);
    let what = what(ui, offer, place);
    let heading = match place {
        Place::Folded => return Either::Right(folded(ui, offer, what)),
        Place::Alone => EitherOf3::A(view! { <h2>{title}</h2> }),
        Place::Listed | Place::Suggested | Place::Tried { .. } => EitherOf3::B(view! { <h3>{title}</h3> }),
        Place::Looked { .. } => EitherOf3::C(view! { <h4>{title}</h4> }),
    };
    Either::Left(view! { <article class="remedy" id=format!("remedy-{id}")>{heading}{what}</article> })
}

/// A row with the name, which opens to all the rest. What an address points at is inside, so that browsers open it.
fn folded<'a, W: IntoView + 'a>(ui: &'a Ui, offer: &'a Offer, what: W) -> impl IntoView + use<'a, W> {
    let remedy = &*offer.remedy;
    let id = remedy.id.as_str();
    view! {
        <details class="remedy-fold" id=format!("fold-{id}") open=said(ui, offer).is_some()>
            <summary id=format!("fold-{id}-toggle")>
                <h3>{remedy.title.get(ui.page.lang)}</h3>
                <span class="remedy-takes">{ui.t.takes_about(&ui.t.duration(remedy.expected))}</span>
            </summary>
            <div class="remedy" id=format!("remedy-{id}")>{what}</div>
        </details>
    }
}

/// What is to be said about it because of what was just tried.
fn said<'a>(ui: &'a Ui, offer: &Offer) -> Option<&'a Notice> {
    ui.page
        .notice
        .as_ref()
        .filter(|notice| notice.remedy.as_ref() == Some(&offer.remedy.id))
}

/// All but its name.
fn what<'a>(ui: &'a Ui, offer: &'a Offer, place: Place<'a>) -> impl IntoView + use<'a> {
    let (remedy, lang) = (&*offer.remedy, ui.page.lang);
    // What is planned has not run.
    let last = offer
        .last
        .as_ref()
        .filter(|last| last.planned_for(ui.now).is_none());
    let last = last.map(|last| {
        view! {
            <p class="remedy-last">
                <a href=ui.to(&links::execution(&last.order.id))>{within(&ui.t.templates.last_run, age(ui, last.since()))}</a>
                {run_state(ui, last)}
            </p>
        }
    });
    let takes = (place != Place::Folded)
        .then(|| view! { <li>{icon(ui, "clock")}{ui.t.takes_about(&ui.t.duration(remedy.expected))}</li> });
    view! {
        <p class="remedy-summary">{remedy.summary.get(lang)}</p>
        <ul class="facts">
            {takes}
            <li>{icon(ui, "info")}{remedy.impact.get(lang)}</li>
            {remedy.restarts.then(|| view! { <li class="fact-warning">{icon(ui, "restart")}{&*ui.t.restarts}</li> })}
        </ul>
        {notice(ui, said(ui, offer))}
        {match &offer.availability {
            Availability::Ready | Availability::WhenDeviceIsBack => Either::Left(run_form(ui, offer, place)),
            Availability::No(refusal) => Either::Right(refused(ui, offer, refusal)),
        }}
        {last}
    }
}

/// Whether it can be pressed now.
pub(crate) const fn can_run(offer: &Offer) -> bool {
    !matches!(offer.availability, Availability::No(_))
}

/// Whether a press is all it takes: what may be chosen has a default.
pub(crate) fn can_run_at_once(offer: &Offer) -> bool {
    can_run(offer)
        && offer
            .remedy
            .parameters
            .iter()
            .all(|parameter| parameter.default.is_some())
        && offer.remedy.consent.is_none()
}

/// The form of a remedy that [can run at once](can_run_at_once), with nothing but its button.
pub(crate) fn press_form<'a>(ui: &'a Ui, offer: &'a Offer) -> impl IntoView + use<'a> {
    form(ui, offer, Place::Suggested, ())
}

fn run_form<'a>(ui: &'a Ui, offer: &'a Offer, place: Place<'a>) -> impl IntoView + use<'a> {
    let inputs = fields(ui, offer.remedy.id.as_str(), &offer.remedy.parameters);
    form(ui, offer, place, (inputs, later(ui, &offer.remedy)))
}

fn form<'a, F: IntoView + 'a>(
    ui: &'a Ui,
    offer: &'a Offer,
    place: Place<'a>,
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
    let form = Form {
        id: format!("run-{id}"),
        action: ui.to("/api/run_remedy"),
        button: remedy.title.get(lang),
        primary: place.is_primary(),
        working: &ui.t.starting,
        broke: &ui.t.start_broke,
    };
    form.around(
        ui,
        (
            hidden("device", offer.device.as_str()),
            hidden("remedy", id),
            hidden("key", offer.key.as_str()),
            place
                .diagnosis()
                .map(|diagnosis| hidden("diagnosis", diagnosis.as_str())),
            fields,
            consent,
            waits,
        ),
    )
}

fn refused<'a>(ui: &'a Ui, offer: &'a Offer, refusal: &'a Refusal) -> impl IntoView + use<'a> {
    let t = ui.t;
    let remedy = &*offer.remedy;
    let why = format!("why-{}", remedy.id);
    let reason = match refusal {
        Refusal::WrongPlatform => {
            let platforms: Vec<&str> = remedy.platforms.iter().map(|platform| platform.name()).collect();
            EitherOf5::A(t.reason_wrong_platform(&platforms.join(", ")))
        }
        Refusal::NotNeeded => EitherOf5::B(&*t.reason_not_needed),
        Refusal::AlreadyRunning { execution } => EitherOf5::C(view! {
            {&*t.reason_already_running}
            {execution.as_ref().map(|own| view! { " "<a href=ui.to(&links::execution(own))>{&*t.reason_watch}</a> })}
        }),
        Refusal::Planned { execution, at } => EitherOf5::D((
            within(&t.templates.reason_planned, moment(ui, *at)),
            " ",
            countdown(ui, *at),
            execution
                .as_ref()
                .map(|own| view! { " "<a href=ui.to(&links::execution(own))>{&*t.reason_see}</a> }),
        )),
        Refusal::CoolingDown { until } => {
            let said = within(&t.templates.reason_cooling_down, moment(ui, *until));
            EitherOf5::E((said, " ", countdown(ui, *until)))
        }
        Refusal::DailyCap { until } => {
            let said = within(&t.templates.reason_daily_cap, moment(ui, *until));
            EitherOf5::E((said, " ", countdown(ui, *until)))
        }
    };
    view! {
        <div class="refused">
            <button class="button" type="button" disabled="" aria-describedby=why.clone()>{remedy.title.get(ui.page.lang)}</button>
            <p class="refused-why" id=why>{icon(ui, "info")}<span>{reason}</span></p>
        </div>
    }
}

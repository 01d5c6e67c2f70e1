//! Remedies: what can be run, and why not.

use domain::{Availability, Refusal};
use jiff::SignedDuration;
use leptos::prelude::*;

use super::specimen::{Part, Specimen};
use crate::{
    context::Ui,
    samples,
    ui::{Place, favourite, remedy},
};

/// The parts of the style guide.
pub(super) fn parts(ui: &Ui) -> Vec<Part> {
    vec![ready(ui), refused(ui), marks(ui)]
}

fn ready(ui: &Ui) -> Part {
    let ready = |of| samples::offer(of, Availability::Ready);
    let (cleanup, network) = (ready(samples::cleanup()), ready(samples::network()));
    let restart = ready(samples::restart());
    let mut waits = samples::offer(samples::restart(), Availability::WhenDeviceIsBack);
    waits.last = Some(std::sync::Arc::new(samples::run_named("done")));
    let suggested = view! { <section class="card suggested"><p class="eyebrow">{&*ui.t.suggested}</p>{remedy(ui, &cleanup, Place::Suggested)}</section> };
    Part {
        id: "guide-remedies",
        title: "Remedies",
        specimens: vec![
            Specimen::of("Among others of a device", remedy(ui, &restart, Place::Folded)),
            Specimen::of("Among those of a symptom", remedy(ui, &cleanup, Place::Listed)),
            Specimen::of("Suggested", suggested),
            Specimen::of("With fields", remedy(ui, &network, Place::Listed)),
            Specimen::of(
                "With a consent, a restart, a last run, for a device that is away",
                remedy(ui, &waits, Place::Listed),
            ),
        ],
    }
}

fn refused(ui: &Ui) -> Part {
    let until = |minutes| ui.now + SignedDuration::from_mins(minutes);
    let own = samples::run_named("running").order.id;
    let refusals = [
        ("Already fine", Refusal::NotNeeded),
        ("Another system", Refusal::WrongPlatform),
        ("Under way", Refusal::AlreadyRunning { execution: Some(own) }),
        ("Cooling down", Refusal::CoolingDown { until: until(28) }),
        ("Often enough", Refusal::DailyCap { until: until(1200) }),
    ];
    let specimen = |(name, refusal)| {
        let offer = samples::offer(samples::cleanup(), Availability::No(refusal));
        Specimen::of(name, remedy(ui, &offer, Place::Listed))
    };
    Part {
        id: "guide-refused",
        title: "Remedies that cannot run now",
        specimens: refusals.into_iter().map(specimen).collect(),
    }
}

fn marks(ui: &Ui) -> Part {
    let mark = domain::Favourite::Topic(samples::slow().id);
    let button = |marked| favourite(ui, &mark, marked, "/".to_owned());
    Part {
        id: "guide-marks",
        title: "Favourites",
        specimens: vec![
            Specimen::of("Not marked", button(false)),
            Specimen::of("Marked", button(true)),
        ],
    }
}

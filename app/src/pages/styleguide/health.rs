//! Devices and their figures.

use domain::Rating;
use leptos::prelude::*;

use super::specimen::{Part, Specimen};
use crate::{
    context::Ui,
    pages::{device, home},
    samples,
    ui::{devices, figure, ring, trend},
};

/// The parts of the style guide.
pub(super) fn parts(ui: &Ui) -> Vec<Part> {
    vec![figures(ui), of_devices(ui)]
}

fn figures(ui: &Ui) -> Part {
    let mut unknown = samples::battery();
    unknown.figure.rating = Rating::Unknown;
    let (disk, boot, memory) = (samples::disk(), samples::boot(), samples::memory());
    let rings: Vec<_> = [
        Some(samples::score(92.0, Rating::Good)),
        Some(samples::score(64.0, Rating::Average)),
        Some(samples::score(31.0, Rating::Frustrating)),
        None,
    ]
    .iter()
    .map(|score| ring(ui, score.as_ref()))
    .collect();
    Part {
        id: "guide-figures",
        title: "Figures",
        specimens: vec![
            Specimen::of("Poor, with a whole and a history", figure(ui, &disk)),
            Specimen::of("Average, with what is usual", figure(ui, &boot)),
            Specimen::of("Good: it explains itself when asked", figure(ui, &memory)),
            Specimen::of("Not rated", figure(ui, &unknown)),
            Specimen::of("Scores", view! { <div class="guide-row">{rings}</div> }),
            Specimen::of(
                "A history as a table",
                view! { <details open=""><summary>{ui.t.trend_table(&boot.trend.len().to_string())}</summary>{trend::table(ui, &boot)}</details> },
            ),
        ],
    }
}

fn of_devices(ui: &Ui) -> Part {
    let page = samples::device_page();
    let (here, overview) = (&page.summary.device, samples::overview());
    let long = samples::long_named();
    let mut silent = samples::fine();
    (silent.rating, silent.score) = (Rating::Unknown, None);
    let all: Vec<_> = std::iter::once(here).chain(&page.others).collect();
    let chips = devices(ui, all, Some(&here.uid), |_| "/styleguide".to_owned());
    let attention = overview.attention.as_ref();
    Part {
        id: "guide-devices",
        title: "Devices",
        specimens: vec![
            Specimen::of("Which one is meant", chips),
            Specimen::of("With troubles", home::device_card(ui, &samples::troubled())),
            Specimen::of("Well", home::device_card(ui, &samples::fine())),
            Specimen::of("Nothing measured", home::device_card(ui, &silent)),
            Specimen::of("With a long name", home::device_card(ui, &long)),
            Specimen::of("Its score", device::score_card(ui, &page)),
            Specimen::of(
                "What matters first",
                attention.map(|attention| home::attention_card(ui, attention)),
            ),
        ],
    }
}

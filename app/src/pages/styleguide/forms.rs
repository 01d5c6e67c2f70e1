//! What is typed, chosen and asked.

use domain::{Feedback, Subject};
use leptos::prelude::*;

use super::specimen::{Part, Specimen};
use crate::{
    context::Ui,
    pages::topic,
    samples,
    ui::{feedback, fields, search},
};

/// The parts of the style guide.
pub(super) fn parts(ui: &Ui) -> Vec<Part> {
    vec![typed(ui), asked(ui)]
}

fn typed(ui: &Ui) -> Part {
    let (network, battery) = (samples::network(), samples::order_battery());
    let asks = battery.asks.as_ref();
    let question = asks.map(|asks| fields(ui, "asked", &asks.parameters));
    let topic = samples::topic_page();
    Part {
        id: "guide-fields",
        title: "Fields",
        specimens: vec![
            Specimen::of(
                "Chosen or typed",
                view! { <div class="run-form">{fields(ui, "network", &network.parameters)}</div> },
            ),
            Specimen::of(
                "Without a default",
                view! { <div class="run-form">{question}</div> },
            ),
            Specimen::of("Search", search(ui, "search", "")),
            Specimen::of("What will be looked at", topic::look(ui, &topic)),
            Specimen::of("What one can do oneself", topic::self_help(ui, &topic.topic.help)),
        ],
    }
}

fn asked(ui: &Ui) -> Part {
    let about = Subject::Device {
        device: samples::uid(1),
    };
    let said = |helped| Feedback {
        helped,
        note: None,
        at: ui.now,
    };
    let (yes, no) = (said(true), said(false));
    let asked = |said| feedback(ui, &about, said, true);
    Part {
        id: "guide-feedback",
        title: "Feedback",
        specimens: vec![
            Specimen::of("Asked", asked(None)),
            Specimen::of("It helped", asked(Some(&yes))),
            Specimen::of("It did not", asked(Some(&no))),
        ],
    }
}

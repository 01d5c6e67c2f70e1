//! The way to IT.

use domain::Subject;
use leptos::prelude::*;
use service::view::HandOverOffer;

use super::specimen::{Part, Specimen};
use crate::{
    context::Ui,
    samples,
    ui::{Handed, hand_over, handed_facts},
};

/// The parts of the style guide.
pub(super) fn parts(ui: &Ui) -> Vec<Part> {
    let about = || Subject::Device {
        device: samples::uid(1),
    };
    let offers = [
        ("To be handed over", samples::offered(about())),
        ("Handed over", samples::handed_over(about())),
        (
            "Handed over, and again",
            HandOverOffer {
                available: true,
                ..samples::handed_over(about())
            },
        ),
    ];
    let mut specimens: Vec<_> = offers
        .iter()
        .map(|(name, offer)| Specimen::of(name, hand_over(ui, offer, None)))
        .collect();
    let forms = samples::hand_over_forms();
    let sender = samples::people().into_iter().next();
    specimens.extend(forms.first().zip(sender).map(|((_, form), sender)| {
        let facts = Handed {
            name: &sender.name,
            account: &sender.upn,
            email: sender.email.as_deref(),
            note: None,
            facts: &form.facts,
            shown: &form.shown,
        };
        Specimen::of(
            "What goes along",
            view! { <div class="card">{handed_facts(ui, facts)}</div> },
        )
    }));
    vec![Part {
        id: "guide-to-it",
        title: "To IT",
        specimens,
    }]
}

//! The score as a ring.

use domain::Rating;
use leptos::prelude::*;
use service::view::FigureView;

use crate::{
    context::Ui,
    texts::{Precision, whole},
};

/// A score of 0 to 100 in a ring of its colour. The number is text; the ring repeats it.
pub(crate) fn ring<'a>(ui: &'a Ui, score: Option<&FigureView>) -> impl IntoView + use<'a> {
    let value = score.map(|score| score.figure.value.clamp(0.0, 100.0));
    let class = match score.map_or(Rating::Unknown, |score| score.figure.rating) {
        Rating::Good => "ring tone-good",
        Rating::Average => "ring tone-mid",
        Rating::Frustrating => "ring tone-bad",
        Rating::Unknown => "ring tone-none",
    };
    let number = value.map_or_else(|| "–".to_owned(), |value| ui.t.number(value, Precision::Whole));
    // With `pathLength` 100 the dash is the score itself.
    let dash = format!("{} 100", whole(value.unwrap_or_default()));
    view! {
        <div class=class>
            <svg viewBox="0 0 44 44" aria-hidden="true">
                <circle class="ring-track" cx="22" cy="22" r="19" pathLength="100"></circle>
                <circle class="ring-value" cx="22" cy="22" r="19" pathLength="100" stroke-dasharray=dash></circle>
            </svg>
            <p class="ring-number"><b>{number}</b><span class="ring-unit">{&*ui.t.of_hundred}</span></p>
        </div>
    }
}

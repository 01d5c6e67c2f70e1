//! A rating or a state as shape, word and colour.

use domain::{Rating, State};
use leptos::prelude::*;

use super::icon;
use crate::context::Ui;

/// How good a figure is.
pub(crate) fn rating<'a>(ui: &'a Ui, rating: Rating) -> impl IntoView + use<'a> {
    let (class, shape) = match rating {
        Rating::Good => ("badge tone-good", "ok"),
        Rating::Average => ("badge tone-mid", "warn"),
        Rating::Frustrating => ("badge tone-bad", "stop"),
        Rating::Unknown => ("badge tone-none", "help"),
    };
    view! { <span class=class>{icon(ui, shape)}{ui.t.rating(rating)}</span> }
}

/// Where an execution stands.
pub(crate) fn state<'a>(ui: &'a Ui, state: State) -> impl IntoView + use<'a> {
    let (class, shape) = match state {
        State::Queued | State::Sent | State::WaitingForDevice | State::Answering => {
            ("badge tone-open", "clock")
        }
        State::WaitingForUser | State::WaitingForAnswer => ("badge tone-mid", "hand"),
        State::Unsure => ("badge tone-mid", "help"),
        State::Running | State::Verifying => ("badge tone-open", "run"),
        State::Fixed | State::Done => ("badge tone-good", "ok"),
        State::NotFixed => ("badge tone-mid", "warn"),
        State::Failed => ("badge tone-bad", "stop"),
        State::Expired | State::Declined | State::Unanswered | State::Cancelled => {
            ("badge tone-none", "minus")
        }
    };
    view! { <span class=class>{icon(ui, shape)}{ui.t.state(state)}</span> }
}

//! A rating or a state as shape, word and colour.

use domain::{Execution, HandOverState, Rating, State, Verdict};
use leptos::{either::Either, prelude::*};

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

/// What a check says.
pub(crate) fn verdict<'a>(ui: &'a Ui, verdict: Verdict) -> impl IntoView + use<'a> {
    let (class, shape) = match verdict {
        Verdict::Looking => ("badge tone-open", "run"),
        Verdict::Fine => ("badge tone-good", "ok"),
        Verdict::Found => ("badge tone-mid", "warn"),
        Verdict::Unknown => ("badge tone-none", "help"),
    };
    view! { <span class=class>{icon(ui, shape)}{ui.t.verdict(verdict)}</span> }
}

/// Where a hand-over to IT stands.
pub(crate) fn handed<'a>(ui: &'a Ui, state: HandOverState) -> impl IntoView + use<'a> {
    let (class, shape) = match state {
        HandOverState::Queued | HandOverState::Sending => ("badge tone-open", "clock"),
        HandOverState::Unsure => ("badge tone-mid", "help"),
        HandOverState::Created => ("badge tone-good", "ok"),
        HandOverState::Failed => ("badge tone-bad", "stop"),
    };
    view! { <span class=class>{icon(ui, shape)}{ui.t.hand_over_state(state)}</span> }
}

/// Where an execution stands, or that it is planned.
pub(crate) fn run_state<'a>(ui: &'a Ui, execution: &Execution) -> impl IntoView + use<'a> {
    match execution.planned_for(ui.now) {
        Some(_) => Either::Left(
            view! { <span class="badge tone-none">{icon(ui, "clock")}{&*ui.t.state_planned}</span> },
        ),
        None => Either::Right(state(ui, execution.state())),
    }
}

/// A state of an execution.
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

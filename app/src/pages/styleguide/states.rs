//! Ratings and states, and what is said about a page as a whole.

use domain::{HandOverState, Rating, State, Verdict};
use leptos::prelude::*;
use service::{Trouble, TroubleKind, view::Freshness};

use super::specimen::{Part, Specimen};
use crate::{
    context::{Notice, Reason, Tried, Ui},
    samples,
    ui::{freshness, handed, notice, rating, state, verdict},
};

/// The parts of the style guide.
pub(super) fn parts(ui: &Ui) -> Vec<Part> {
    vec![badges(ui), banners(ui)]
}

fn badges(ui: &Ui) -> Part {
    let ratings = [
        Rating::Good,
        Rating::Average,
        Rating::Frustrating,
        Rating::Unknown,
    ];
    let verdicts = [Verdict::Looking, Verdict::Fine, Verdict::Found, Verdict::Unknown];
    let handed_over = [
        HandOverState::Queued,
        HandOverState::Sending,
        HandOverState::Unsure,
        HandOverState::Created,
        HandOverState::Failed,
    ];
    let states = [
        State::Queued,
        State::Unsure,
        State::Sent,
        State::WaitingForDevice,
        State::WaitingForUser,
        State::WaitingForAnswer,
        State::Answering,
        State::Running,
        State::Verifying,
        State::Fixed,
        State::NotFixed,
        State::Done,
        State::Failed,
        State::Expired,
        State::Declined,
        State::Unanswered,
        State::Cancelled,
    ];
    let row = |badges: Vec<AnyView>| view! { <p class="guide-row">{badges}</p> };
    Part {
        id: "guide-badges",
        title: "Ratings and states",
        specimens: vec![
            Specimen::of(
                "How good a figure is",
                row(ratings.map(|it| rating(ui, it).into_any()).into()),
            ),
            Specimen::of(
                "What a check says",
                row(verdicts.map(|it| verdict(ui, it).into_any()).into()),
            ),
            Specimen::of(
                "Where a run stands",
                row(states.map(|it| state(ui, it).into_any()).into()),
            ),
            Specimen::of(
                "Where a hand-over stands",
                row(handed_over.map(|it| handed(ui, it).into_any()).into()),
            ),
        ],
    }
}

fn banners(ui: &Ui) -> Part {
    let trouble = |kind, known: bool| {
        let fresh = Freshness {
            fetched_at: known.then(|| samples::ago(12)),
            trouble: Some(Trouble {
                kind,
                since: samples::ago(9),
            }),
            pending: false,
            again_at: (kind == TroubleKind::Throttled).then(|| samples::ago(-2)),
        };
        freshness(ui, &fresh).into_any()
    };
    let pending = Freshness {
        pending: true,
        ..samples::fresh()
    };
    let refused = |tried, reason| {
        let said = Notice {
            tried,
            reason,
            remedy: None,
        };
        // The view borrows what it says.
        Specimen::of("A form did nothing", notice(ui, Some(&said)))
    };
    Part {
        id: "guide-banners",
        title: "Banners and notices",
        specimens: vec![
            Specimen::of("Fresh figures are on their way", freshness(ui, &pending)),
            Specimen::of("Nexthink is silent", trouble(TroubleKind::Unreachable, true)),
            Specimen::of("Nothing is known", trouble(TroubleKind::Down, false)),
            Specimen::of("Asked too often", trouble(TroubleKind::Throttled, true)),
            Specimen::of("Nexthink refuses", trouble(TroubleKind::BadCredential, true)),
            Specimen::of(
                "The answer made no sense",
                trouble(TroubleKind::BrokenAnswer, true),
            ),
            refused(Tried::Run, Reason::ConsentMissing),
            refused(Tried::HandOver, Reason::Settled),
        ],
    }
}

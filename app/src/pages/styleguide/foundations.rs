//! Type, icons, buttons and moments.

use jiff::SignedDuration;
use leptos::prelude::*;

use super::specimen::{Part, Specimen};
use crate::{
    context::Ui,
    ui::{age, clock, countdown, icon, moment, stamp},
};

const ICONS: &str = include_str!("../../../../public/icons.svg");

/// The names of the icons, as the sprite has them.
fn icons() -> impl Iterator<Item = &'static str> {
    let symbols = ICONS.split("<symbol id=\"").skip(1);
    symbols.filter_map(|rest| Some(rest.split_once('"')?.0))
}

/// The parts of the style guide.
pub(super) fn parts(ui: &Ui) -> Vec<Part> {
    vec![type_scale(ui), sprite(ui), buttons(ui), moments(ui)]
}

fn type_scale(ui: &Ui) -> Part {
    let (t, name) = (ui.t, ui.name());
    Part {
        id: "guide-type",
        title: "Type",
        specimens: vec![
            Specimen::of(
                "Heading of a page's part",
                view! { <p class="type-h2">{&*t.home_what}</p> },
            ),
            Specimen::of(
                "Heading of a thing",
                view! { <p class="type-h3">{&*t.home_what}</p> },
            ),
            Specimen::of(
                "The sentence below a headline",
                view! { <p class="lead">{&*t.home_asking_more}</p> },
            ),
            Specimen::of(
                "Text, and what matters less",
                view! { <p>{&*t.close_page}" "<span class="soft">{&*t.note_queued}</span></p> },
            ),
            Specimen::of(
                "Link",
                view! { <p>{&*t.home_rest_fine}" "<a href=ui.to("/")>{&*t.recent_all}</a></p> },
            ),
            Specimen::of(
                "Before a headline",
                view! { <p class="eyebrow">{name}" · NB-ZRH-0042"</p> },
            ),
            Specimen::of(
                "Code",
                view! { <p class="code"><span>{&*t.code_label}</span>" "<code>"DS-5F21A0"</code></p> },
            ),
        ],
    }
}

fn sprite(ui: &Ui) -> Part {
    let all: Vec<_> = icons()
        .map(|name| view! { <li>{icon(ui, name)}<span lang="en">{name}</span></li> })
        .collect();
    Part {
        id: "guide-icons",
        title: "Icons",
        specimens: vec![Specimen::of(
            "The sprite",
            view! { <ul class="guide-icons">{all}</ul> },
        )],
    }
}

fn buttons(ui: &Ui) -> Part {
    let t = ui.t;
    let button = |class: &'static str, label: &str| {
        view! { <button class=class type="button">{label.to_owned()}</button> }
    };
    let busy = view! {
        <div data-busy=""><button class="button button-primary" type="submit" aria-disabled="true">{&*t.starting}</button></div>
    };
    let disabled = view! {
        <button class="button" type="button" disabled="" aria-describedby="why">{&*t.topic_check}</button>
        <p class="refused-why" id="why">{icon(ui, "info")}<span>{&*t.topic_not_this}</span></p>
    };
    Part {
        id: "guide-buttons",
        title: "Buttons",
        specimens: vec![
            Specimen::of(
                "The one that matters most",
                button("button button-primary", &t.topic_check),
            ),
            Specimen::of("Others", button("button", &t.hand_over)),
            Specimen::of("Beside others", button("button button-quiet", &t.sign_out)),
            Specimen::of(
                "With an icon",
                view! { <button class="button" type="button">{icon(ui, "search")}{&*t.search_go}</button> },
            ),
            Specimen::of("At work", busy),
            Specimen::of(
                "Not now, with the reason",
                view! { <div class="refused">{disabled}</div> },
            ),
        ],
    }
}

fn moments(ui: &Ui) -> Part {
    let before = |minutes: i64| ui.now - SignedDuration::from_mins(minutes);
    let ahead = ui.now + SignedDuration::from_secs(119);
    Part {
        id: "guide-moments",
        title: "Moments",
        specimens: vec![
            Specimen::of(
                "How long ago",
                view! { <p>{age(ui, before(0))}" / "{age(ui, before(4))}" / "{age(ui, before(150))}" / "{age(ui, before(4000))}</p> },
            ),
            Specimen::of(
                "When",
                view! { <p>{moment(ui, before(4))}" / "{moment(ui, before(4000))}</p> },
            ),
            Specimen::of("To the second", view! { <p>{clock(ui, before(4))}</p> }),
            Specimen::of("To be kept", view! { <p>{stamp(ui, before(4))}</p> }),
            Specimen::of(
                "How long it is until then",
                view! { <p>{moment(ui, ahead)}" "{countdown(ui, ahead)}</p> },
            ),
        ],
    }
}

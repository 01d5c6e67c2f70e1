//! Pieces of markup that pages share. Each is a function from values to a view; none knows where the values come from.

mod admin;
mod badge;
mod banner;
mod check_again;
mod devices;
mod favourite;
mod feedback;
mod field;
mod figure;
mod form;
mod hand_over;
mod handed;
mod later;
mod output;
mod pair;
mod planned;
mod proof;
mod remedy;
mod ring;
mod runs;
mod search;
mod time;
pub(crate) mod trend;
mod unseen;

use leptos::prelude::*;

pub(crate) use admin::{AdminPage, admin_pages};
pub(crate) use badge::{handed, rating, run_state, state, verdict};
pub(crate) use banner::{freshness, notice};
pub(crate) use check_again::check_again;
pub(crate) use devices::{devices, kind_icon, kind_word, virtual_kind};
pub(crate) use favourite::favourite;
pub(crate) use feedback::feedback;
pub(crate) use field::fields;
pub(crate) use figure::{figure, meter};
pub(crate) use form::{Form, hidden};
pub(crate) use hand_over::{hand_over, subject_fields};
pub(crate) use handed::{Handed, handed_facts};
pub(crate) use later::later;
pub(crate) use output::output;
pub(crate) use pair::{chosen_value, pair};
pub(crate) use planned::{cancel, planned, starts};
pub(crate) use proof::proof;
pub(crate) use remedy::{Place, can_run, can_run_at_once, press_form, remedy};
pub(crate) use ring::ring;
pub(crate) use runs::{is_under_way, runs, title as run_title};
pub(crate) use search::search;
pub(crate) use time::{age, clock, countdown, moment, stamp, stopwatch, within};
pub(crate) use unseen::unseen;

use crate::context::Ui;

/// A picture that says nothing that the text beside it does not say.
pub(crate) fn icon(ui: &Ui, name: &'static str) -> impl IntoView + use<> {
    view! { <svg class="icon" aria-hidden="true"><use href=ui.icon(name)></use></svg> }
}

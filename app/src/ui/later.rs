//! When else than now a remedy can be started.

use domain::Remedy;
use jiff::SignedDuration;
use leptos::prelude::*;

use crate::context::Ui;

/// The choice between now and later, for a remedy that offers it.
pub(crate) fn later<'a>(ui: &'a Ui, remedy: &'a Remedy) -> Option<impl IntoView + use<'a>> {
    if remedy.later.is_empty() {
        return None;
    }
    let id = format!("later-{}", remedy.id);
    let options: Vec<_> = remedy
        .later
        .iter()
        .map(|later| view! { <option value=later.as_secs().to_string()>{in_words(ui, *later)}</option> })
        .collect();
    Some(view! {
        <div class="field">
            <label for=id.clone()>{&*ui.t.later_label}</label>
            <select id=id name="later">
                <option value="">{&*ui.t.later_now}</option>
                {options}
            </select>
        </div>
    })
}

fn in_words(ui: &Ui, later: SignedDuration) -> String {
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    let minutes = later.as_mins();
    if minutes % 60 == 0 {
        ui.t.later_hours(count(minutes / 60))
    } else {
        ui.t.later_minutes(count(minutes))
    }
}

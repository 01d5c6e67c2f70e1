//! A name and what belongs to it.

use domain::LocalText;
use leptos::prelude::*;

use crate::context::Ui;

/// A line of a `<dl class="pairs">`.
pub(crate) fn pair<'a, V: IntoView + 'a>(name: &'a str, value: V) -> impl IntoView + use<'a, V> {
    view! { <div><dt>{name}</dt><dd>{value}</dd></div> }
}

/// What was chosen or typed: the value by its label, or by its name where content no longer has a label.
pub(crate) fn chosen_value<'a>(
    ui: &Ui,
    name: &'a str,
    label: Option<&'a LocalText>,
    value: &'a str,
) -> impl IntoView + use<'a> {
    pair(label.map_or(name, |label| label.get(ui.page.lang)), value)
}

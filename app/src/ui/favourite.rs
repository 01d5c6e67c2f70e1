//! Marks something to be found at once, or takes the mark away.

use domain::Favourite;
use leptos::{either::Either, prelude::*};

use super::hidden;
use crate::context::Ui;

/// The button. `back` is the path of this page.
pub(crate) fn favourite<'a>(
    ui: &'a Ui,
    what: &'a Favourite,
    marked: bool,
    back: String,
) -> impl IntoView + use<'a> {
    let (label, then) = if marked {
        (&*ui.t.favourite_remove, "false")
    } else {
        (&*ui.t.favourite_add, "true")
    };
    let (id, field) = match what {
        Favourite::Topic(id) => (format!("mark-{id}"), Either::Left(hidden("topic", id.as_str()))),
        Favourite::Remedy(id) => (
            format!("mark-remedy-{id}"),
            Either::Right(hidden("remedy", id.as_str())),
        ),
    };
    let (button, error) = (format!("{id}-button"), format!("{id}-error"));
    let class = if marked {
        "button button-quiet mark mark-on"
    } else {
        "button button-quiet mark"
    };
    let person = ui.page.mark.as_ref().map(|mark| hidden("person", &mark.0));
    view! {
        <form
            class="run-form" id=id method="post" action=ui.to("/api/mark")
            data-working=&*ui.t.favourite_working data-broke=&*ui.t.favourite_broke
        >
            {person}
            {field}
            {hidden("marked", then)}
            <input type="hidden" name="back" value=back />
            <button class=class id=button type="submit">{label}</button>
            <p class="run-error" id=error role="alert"></p>
        </form>
    }
}

//! Where one says what is wrong.

use leptos::prelude::*;

use super::icon;
use crate::context::Ui;

/// The form, which works without scripts. `id` tells it from another on the page; `words` are what was looked for.
pub(crate) fn search<'a>(ui: &'a Ui, id: &'static str, words: &'a str) -> impl IntoView + use<'a> {
    let t = ui.t;
    let field = format!("{id}-words");
    view! {
        <form class="search" id=id role="search" method="get" action=ui.to("/search")>
            <label for=field.clone()>{&*t.search_label}</label>
            <div class="search-line">
                <input type="search" id=field name="q" value=words maxlength="200" autocomplete="off" enterkeyhint="search" />
                <button class="button" type="submit">{icon(ui, "search")}<span>{&*t.search_go}</span></button>
            </div>
        </form>
    }
}

//! A form by which something is done.

use leptos::prelude::*;

use crate::context::Ui;

/// A form by which something is done. It works as it stands; the island `Forms` makes it stay on the page until there is
/// an answer.
pub(crate) struct Form<'a> {
    /// Its id. Its button's and its error's begin with it.
    pub id: String,
    /// The address that it posts to.
    pub action: String,
    /// What its button says.
    pub button: &'a str,
    /// Whether that is the page's one primary button.
    pub primary: bool,
    /// What the button says while it is at work.
    pub working: &'a str,
    /// What is said when the connection breaks before there is an answer.
    pub broke: &'a str,
}

impl<'a> Form<'a> {
    /// The form around its fields.
    pub fn around<F: IntoView + 'a>(self, ui: &'a Ui, fields: F) -> impl IntoView + use<'a, F> {
        let mark = ui.page.mark.as_ref().map(|mark| hidden("person", &mark.0));
        let class = if self.primary {
            "button button-primary"
        } else {
            "button"
        };
        let (button, error) = (format!("{}-button", self.id), format!("{}-error", self.id));
        view! {
            <form class="run-form" id=self.id method="post" action=self.action data-working=self.working data-broke=self.broke>
                {mark}
                {fields.into_view()}
                <button class=class id=button type="submit">{self.button}</button>
                <p class="run-error" id=error role="alert"></p>
            </form>
        }
    }
}

/// A value that the form carries.
pub(crate) fn hidden<'a>(name: &'static str, value: &'a str) -> impl IntoView + use<'a> {
    view! { <input type="hidden" name=name value=value /> }
}

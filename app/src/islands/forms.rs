//! Posts a form without leaving the page until there is an answer.

use leptos::prelude::*;

/// Takes over the submission of every `form[data-working]`: the button says so at once, and the page goes to where it is
/// shown what became of it, or says in place why nothing was done.
#[island]
pub fn Forms() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::start();
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::{JSON, Reflect};
    use wasm_bindgen::{JsCast as _, JsValue};
    use wasm_bindgen_futures::spawn_local;
    use web_sys::{Element, Event, FormData, HtmlFormElement, UrlSearchParams};

    use crate::islands::{
        connection::{Connection, show},
        dom::{after, document, on, window, word},
        frame,
        http::{Request, is_signed_out},
        live,
    };

    /// What came back.
    enum Answer {
        GoTo(String),
        Refused(String),
        SignedOut,
        Failed,
    }

    pub fn start() {
        on(&document(), "submit", |event: Event| {
            let form = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
            if let Some(form) = form.filter(|form| form.has_attribute("data-working")) {
                event.prevent_default();
                if !form.has_attribute("data-busy") {
                    begin(&form);
                    // Browsers usually show what it says now before the work of sending begins.
                    after(0, || spawn_local(post(form)));
                }
            }
        });
    }

    async fn post(form: HtmlFormElement) {
        match send(&form).await {
            // What became of it is shown where it was pressed.
            Ok(Answer::GoTo(location)) if live::is_shown(&location) => {
                give_back(&form, "");
                live::ask();
            }
            // It stays busy until the next page is there.
            Ok(Answer::GoTo(location)) => match frame::go(&location).await {
                Some(true) => {}
                Some(false) => give_back(&form, &broke(&form)),
                None => {
                    let _ = window().location().assign(&location);
                }
            },
            Ok(Answer::Refused(text)) => give_back(&form, &text),
            Ok(Answer::SignedOut) => {
                give_back(&form, &word("session-over"));
                show(Connection::SignedOut);
            }
            Ok(Answer::Failed) => give_back(&form, &word("failed")),
            // The form stays as it is, so that a second press is the same press.
            Err(_) => give_back(&form, &broke(&form)),
        }
    }

    fn broke(form: &HtmlFormElement) -> String {
        form.get_attribute("data-broke").unwrap_or_default()
    }

    fn fields(form: &HtmlFormElement) -> Result<UrlSearchParams, JsValue> {
        UrlSearchParams::new_with_str_sequence_sequence(&FormData::new_with_form(form)?.into())
    }

    async fn send(form: &HtmlFormElement) -> Result<Answer, gloo_net::Error> {
        let Ok(fields) = fields(form) else {
            return Ok(Answer::Failed);
        };
        let action = form.get_attribute("action").unwrap_or_default();
        let response = Request::post(&action, &fields).send().await?;
        if is_signed_out(&response) {
            return Ok(Answer::SignedOut);
        }
        let Ok(answer) = JSON::parse(&response.text().await?) else {
            return Ok(Answer::Failed);
        };
        let inside = |outer: &str, inner: &str| -> Option<String> {
            let outer = Reflect::get(&answer, &outer.into())
                .ok()
                .filter(JsValue::is_object)?;
            Reflect::get(&outer, &inner.into()).ok()?.as_string()
        };
        let location = inside("accepted", "location").or_else(|| inside("overtaken", "location"));
        Ok(match (location, inside("refused", "text")) {
            (Some(location), _) => Answer::GoTo(location),
            (None, Some(text)) => Answer::Refused(text),
            (None, None) => Answer::Failed,
        })
    }

    fn part(form: &HtmlFormElement, selector: &str) -> Option<Element> {
        form.query_selector(selector).ok().flatten()
    }

    /// Before anything is sent: what was pressed says so, and cannot be pressed again. It stays in the order of focus.
    fn begin(form: &HtmlFormElement) {
        let _ = form.set_attribute("data-busy", "");
        say(form, "");
        if let Some(button) = part(form, "button[type=submit]") {
            let _ = button.set_attribute("aria-disabled", "true");
            let _ = button.set_attribute("data-label", &button.text_content().unwrap_or_default());
            button.set_text_content(form.get_attribute("data-working").as_deref());
        }
    }

    fn give_back(form: &HtmlFormElement, text: &str) {
        let _ = form.remove_attribute("data-busy");
        if let Some(button) = part(form, "button[type=submit]") {
            let _ = button.remove_attribute("aria-disabled");
            button.set_text_content(button.get_attribute("data-label").as_deref());
        }
        say(form, text);
    }

    fn say(form: &HtmlFormElement, text: &str) {
        if let Some(error) = part(form, ".run-error") {
            error.set_text_content(Some(text));
        }
    }
}

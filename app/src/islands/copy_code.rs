//! Copies a code for IT.

use leptos::prelude::*;

/// Copies the text of `button[data-copy]` when it is pressed.
#[island]
pub fn CopyCode() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::start();
}

#[cfg(feature = "hydrate")]
mod browser {
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen_futures::{JsFuture, spawn_local};
    use web_sys::{Element, Event};

    use crate::islands::dom::{after, announce, document, on, window, word};

    pub fn start() {
        on(&document(), "click", |event: Event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            let button = target.and_then(|target| target.closest("[data-copy]").ok().flatten());
            if let Some(button) = button {
                spawn_local(copy(button));
            }
        });
    }

    async fn copy(button: Element) {
        let clipboard = window().navigator().clipboard();
        // There is none without a secure connection; the code can still be selected.
        if clipboard.is_undefined() {
            return;
        }
        let code = button.get_attribute("data-copy").unwrap_or_default();
        if JsFuture::from(clipboard.write_text(&code)).await.is_ok() {
            let label = button.text_content();
            let copied = word("copied");
            announce(&copied);
            button.set_text_content(Some(&copied));
            after(2000, move || button.set_text_content(label.as_deref()));
        }
    }
}

//! Short words for what the islands do with the document.

use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Window};

pub fn window() -> Window {
    web_sys::window().expect("islands run in a window")
}

pub fn document() -> Document {
    window().document().expect("a window has a document")
}

pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// A word of the page's language, as the server wrote it into the page.
pub fn word(name: &str) -> String {
    by_id("words")
        .and_then(|words| words.get_attribute(&format!("data-{name}")))
        .unwrap_or_default()
}

/// Every element inside `root` that `selector` selects.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect()
}

/// Says something to whoever cannot see the page.
pub fn announce(text: &str) {
    if let Some(status) = by_id("status") {
        status.set_text_content(Some(text));
    }
}

/// Calls `act` at every event of this name, for as long as the page lives.
pub fn on(target: &EventTarget, name: &str, act: fn(Event)) {
    let act = Closure::<dyn FnMut(Event)>::new(act).into_js_value();
    // It fails only for something that is not a function.
    let _ = target.add_event_listener_with_callback(name, act.unchecked_ref());
}

/// Calls `act` once, later.
pub fn after(milliseconds: i32, act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), milliseconds);
}

/// Calls `act` again and again, for as long as the page lives.
pub fn every(milliseconds: i32, act: fn()) {
    let act = Closure::<dyn FnMut()>::new(act).into_js_value();
    let _ =
        window().set_interval_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), milliseconds);
}

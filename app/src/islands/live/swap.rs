//! Replaces the page's content, and keeps what belongs to whoever looks at it: focus, opened details, filled-in fields.

use wasm_bindgen::JsCast as _;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::clock;
use crate::islands::dom::{all, announce, by_id, document, window};

/// Whether the new page was made for another person than the one that is shown.
fn is_for_somebody_else(new: &Document) -> bool {
    let person = |page: &Document| {
        page.document_element()?
            .get_attribute("data-person")
            .filter(|person| !person.is_empty())
    };
    person(&document()) != person(new)
}

/// Puts the new page's content in place of the old. Returns `false` when it must not be done now.
pub fn swap(new: &Document) -> bool {
    if is_for_somebody_else(new) {
        // Nothing of what was filled in is theirs.
        let _ = window().location().reload();
        return true;
    }
    let (Some(old), Some(fresh)) = (by_id("live"), new.get_element_by_id("live")) else {
        return true;
    };
    // Somebody has just pressed a button, and the answer decides what comes next; or presses something now, and the
    // press would be lost with what it is at.
    if old
        .query_selector("[data-busy], :active")
        .is_ok_and(|busy| busy.is_some())
    {
        return false;
    }
    let kept = Kept::of(&old);
    let before = old.get_attribute("data-announce");
    if old.replace_with_with_node_1(&fresh).is_err() {
        return true;
    }
    document().set_title(&new.title());
    kept.restore();
    clock::read();
    let now = by_id("live").and_then(|live| live.get_attribute("data-announce"));
    if let Some(text) = now.filter(|now| before.as_ref() != Some(now)) {
        announce(&text);
    }
    true
}

/// What belongs to whoever looks at the page, by the id of the element.
struct Kept {
    focus: Option<String>,
    open: Vec<String>,
    ticked: Vec<String>,
    values: Vec<(String, String)>,
    /// What was said at a form, and the key of its press, which must stay the same press.
    errors: Vec<(String, String)>,
    keys: Vec<(String, String)>,
}

impl Kept {
    fn of(old: &Element) -> Self {
        let focus = document()
            .active_element()
            .filter(|focused| old.contains(Some(focused)));
        let mut kept = Self {
            focus: focus.map(|focused| focused.id()).filter(|id| !id.is_empty()),
            open: all(old, "details[open]").iter().map(Element::id).collect(),
            ticked: Vec::new(),
            values: Vec::new(),
            errors: Vec::new(),
            keys: Vec::new(),
        };
        for field in all(old, ".run-form [id]") {
            kept.field(&field);
        }
        for form in all(old, "form[data-working]") {
            let said = form.query_selector(".run-error").ok().flatten();
            let text = said
                .as_ref()
                .and_then(|said| said.text_content())
                .unwrap_or_default();
            if let (Some(said), false) = (said, text.is_empty()) {
                kept.errors.push((said.id(), text));
                if let Some(key) = key_of(&form) {
                    kept.keys.push((form.id(), key.value()));
                }
            }
        }
        kept
    }

    fn field(&mut self, field: &Element) {
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            if input.checked() {
                self.ticked.push(input.id());
            } else if input.value() != input.default_value() {
                self.values.push((input.id(), input.value()));
            }
        } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            self.values.push((select.id(), select.value()));
        }
    }

    fn restore(self) {
        for id in self.open {
            with(&id, |details| {
                let _ = details.set_attribute("open", "");
            });
        }
        for id in self.ticked {
            with(&id, |field| {
                if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
                    input.set_checked(true);
                }
            });
        }
        for (id, value) in self.values {
            with(&id, |field| {
                if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
                    input.set_value(&value);
                } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
                    select.set_value(&value);
                }
            });
        }
        for (id, text) in self.errors {
            with(&id, |said| said.set_text_content(Some(&text)));
        }
        for (id, key) in self.keys {
            with(&id, |form| {
                if let Some(input) = key_of(form) {
                    input.set_value(&key);
                }
            });
        }
        if let Some(id) = self.focus {
            with(&id, |element| {
                let _ = element.focus();
            });
        }
    }
}

fn key_of(form: &Element) -> Option<HtmlInputElement> {
    form.query_selector("input[name=key]")
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

/// Does something with the element of this id, if the new page has it.
fn with(id: &str, act: impl FnOnce(&HtmlElement)) {
    if let Some(element) = by_id(id).filter(|_| !id.is_empty()) {
        act(&element);
    }
}

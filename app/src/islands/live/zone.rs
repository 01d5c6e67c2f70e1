//! The time zone of this browser, and how the server hears of it.

use std::cell::Cell;

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::{
    islands::{
        dom::{after, by_id, document, window},
        frame::is_framed,
    },
    zone::mark,
};

/// How long after the page its zone is told: a browser may take as long as a dozen frames to learn its own name for it.
const LATER_MS: i32 = 1000;

thread_local! {
    /// Whether this document has told it, or is about to: where no cookie is kept, every page would be news.
    static TOLD: Cell<bool> = const { Cell::new(false) };
}

/// Whether the page's times, written at `now` in milliseconds since 1970, stand in this browser's zone. If they do not,
/// the next page's will.
pub fn is_ours(now: f64) -> bool {
    let written = by_id("live").and_then(|live| live.get_attribute("data-zone"));
    let behind = |at: i64| Date::new(&JsValue::from_f64(at as f64)).get_timezone_offset() as i32;
    let is_ours = written.is_some_and(|written| written == mark(now as i64, behind));
    if !is_ours && !TOLD.replace(true) {
        after(LATER_MS, tell);
    }
    is_ours
}

/// Its name in the time zone database, such as "Europe/Zurich".
fn name() -> Option<String> {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

/// Read by `server/src/http/zone.rs`. In a frame of another site there are partitioned cookies, or none.
fn tell() {
    let framed = is_framed();
    if framed && !keeps_cookies() {
        return;
    }
    let Some(zone) = name() else { return };
    let mut cookie = String::from(if framed { "__Host-" } else { "" });
    cookie.push_str("deskside-zone=");
    cookie.push_str(&zone);
    cookie.push_str("; Path=/; Max-Age=31536000; ");
    cookie.push_str(match window().location().protocol().as_deref() {
        _ if framed => "SameSite=None; Secure; Partitioned",
        Ok("https:") => "SameSite=Lax; Secure",
        _ => "SameSite=Lax",
    });
    // It fails only for what is not an object.
    let _ = Reflect::set(&document(), &"cookie".into(), &cookie.into());
}

/// By the probe that came with the frame's document.
fn keeps_cookies() -> bool {
    let kept = Reflect::get(&document(), &"cookie".into()).ok();
    kept.and_then(|kept| kept.as_string())
        .is_some_and(|kept| kept.contains("deskside-probe=1"))
}

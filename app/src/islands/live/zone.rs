//! The time zone of this browser, and how the server hears of it.

use js_sys::{Array, Intl, Object, Reflect};

use crate::islands::{
    dom::{by_id, document},
    frame::is_framed,
};

/// Whether the page's times stand in this browser's zone. If they do not, the next page's will.
pub fn is_ours() -> bool {
    let written = by_id("live").and_then(|live| live.get_attribute("data-zone"));
    let Some(ours) = name() else { return false };
    if written.as_deref() == Some(&*ours) {
        return true;
    }
    tell(&ours);
    false
}

/// Its name in the time zone database, such as "Europe/Zurich".
fn name() -> Option<String> {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

/// Read by `server/src/http/zone.rs`. In a frame of another site there are partitioned cookies, or none.
fn tell(zone: &str) {
    let kept = if is_framed() {
        "SameSite=None; Secure; Partitioned"
    } else {
        "SameSite=Lax"
    };
    let cookie = format!("deskside-zone={zone}; Path=/; Max-Age=31536000; {kept}");
    // It fails only for what is not an object.
    let _ = Reflect::set(&document(), &"cookie".into(), &cookie.into());
}

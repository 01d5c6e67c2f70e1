//! Asks the server for the page again, once for many reasons that come together.

use std::cell::Cell;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, DomParser, SupportedType};

use super::{stream, swap::swap};
use crate::islands::{
    dom::{after, by_id, document, on, window},
    http::{Request, is_signed_out},
};

/// Reasons that come within this time are one.
const GATHER_MS: i32 = 120;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    Idle,
    /// It will be asked in a moment.
    Soon,
    /// It has been asked.
    Asked,
    /// It has been asked, and something has happened since.
    AskedTooEarly,
}

thread_local! {
    static ASKING: Cell<Asking> = const { Cell::new(Asking::Idle) };
    /// The page could not be replaced when it came.
    static MISSED: Cell<bool> = const { Cell::new(false) };
}

/// Something happened that concerns the page.
pub fn ask() {
    // Nobody is signed in yet: the frame script sees to that, and brings the page.
    if by_id("connect").is_some() {
        return;
    }
    match ASKING.get() {
        Asking::Idle => {
            ASKING.set(Asking::Soon);
            after(GATHER_MS, || {
                ASKING.set(Asking::Asked);
                spawn_local(fetch());
            });
        }
        Asking::Asked => ASKING.set(Asking::AskedTooEarly),
        Asking::Soon | Asking::AskedTooEarly => {}
    }
}

/// Asks if the page could not be replaced the last time.
pub fn look_again() {
    if MISSED.replace(false) {
        ask();
    }
}

/// From now on, what could not be replaced because somebody was pressing something is, as soon as they let go.
pub fn start() {
    on(&document(), "pointerup", |_| look_again());
}

/// The frame script brings the page again, and does not ask whether it could be replaced.
pub fn take(new: Document) {
    MISSED.set(!swap(&new));
}

async fn fetch() {
    let address = address();
    match page(&address).await {
        // In a frame, another page may be shown by now, and what happened may concern it, too.
        Ok(Page::There(_)) if address != self::address() => ASKING.set(Asking::AskedTooEarly),
        Ok(Page::There(text)) => {
            let parsed =
                DomParser::new().and_then(|parser| parser.parse_from_string(&text, SupportedType::TextHtml));
            MISSED.set(true);
            if let Ok(new) = parsed {
                MISSED.set(!swap(&new));
                stream::reached(true);
                stream::page_changed();
            }
        }
        Ok(Page::SignedOut) => stream::signed_out(),
        // It answers, but not with the page: what is shown stays, and the page is asked for again.
        Ok(Page::Other) => MISSED.set(true),
        Ok(Page::Unreachable) => {
            MISSED.set(true);
            stream::reached(false);
        }
        Err(_) => stream::reached(false),
    }
    let too_early = ASKING.replace(Asking::Idle) == Asking::AskedTooEarly;
    if too_early {
        ask();
    }
}

/// Whether this is the address of what is shown.
pub fn is_shown(location: &str) -> bool {
    location == address()
}

enum Page {
    There(String),
    SignedOut,
    /// What stands before the server answers that it is not there.
    Unreachable,
    Other,
}

/// Path and query of what is shown.
fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

async fn page(address: &str) -> Result<Page, gloo_net::Error> {
    let response = Request::get(address, "text/html").refreshing().send().await?;
    if is_signed_out(&response) {
        return Ok(Page::SignedOut);
    }
    let status = response.status();
    let text = response.text().await?;
    Ok(match status {
        200..300 => Page::There(text),
        // The server's own has a place for what is replaced.
        502..=504 if !text.contains("id=\"live\"") => Page::Unreachable,
        _ => Page::Other,
    })
}

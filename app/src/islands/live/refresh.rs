//! Asks the server for the page again, once for many reasons that come together.

use std::cell::Cell;

use wasm_bindgen_futures::spawn_local;
use web_sys::{DomParser, SupportedType};

use super::{stream, swap};
use crate::islands::{
    dom::{after, by_id, window},
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

async fn fetch() {
    match page().await {
        Ok(Page::There(text)) => {
            let parsed =
                DomParser::new().and_then(|parser| parser.parse_from_string(&text, SupportedType::TextHtml));
            MISSED.set(true);
            if let Ok(new) = parsed {
                MISSED.set(!swap::swap(&new));
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

enum Page {
    There(String),
    SignedOut,
    /// What stands before the server answers that it is not there.
    Unreachable,
    Other,
}

async fn page() -> Result<Page, gloo_net::Error> {
    let location = window().location();
    let address = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let response = Request::get(&address, "text/html").refreshing().send().await?;
    if is_signed_out(&response) {
        return Ok(Page::SignedOut);
    }
    if matches!(response.status(), 502..=504) {
        return Ok(Page::Unreachable);
    }
    if !response.ok() {
        return Ok(Page::Other);
    }
    response.text().await.map(Page::There)
}

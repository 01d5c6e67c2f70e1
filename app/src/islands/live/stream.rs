//! The stream of events, and what to do when it does not come through.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast as _;
use web_sys::{Event, EventSource, HtmlElement, MessageEvent, PageTransitionEvent, VisibilityState};

use super::refresh::{ask, look_again};
use crate::islands::{
    connection::{Connection, show},
    dom::{after, by_id, document, every, on, window},
};

/// A stream that has said nothing for this long after opening is held back by something in between.
const SILENCE_MS: i32 = 5000;
/// How often a page asks that has no stream.
const POLL_MS: i32 = 5000;
/// A page that waits for something asks at least every so many polls, even when the stream seems fine: something in
/// between may let the stream's beginning through and hold back the rest.
const DISTRUST: u32 = 4;
const LONGEST_PAUSE_MS: i32 = 60_000;

thread_local! {
    static SOURCE: RefCell<Option<EventSource>> = const { RefCell::new(None) };
    /// Counts the streams, so that what was planned for an old one leaves a new one alone.
    static OPENED: Cell<u32> = const { Cell::new(0) };
    static HEARD: Cell<bool> = const { Cell::new(false) };
    static POLLING: Cell<bool> = const { Cell::new(false) };
    static BEATS: Cell<u32> = const { Cell::new(0) };
    static PAUSE_MS: Cell<i32> = const { Cell::new(2000) };
    /// Somebody has to sign in before it can go on.
    static OVER: Cell<bool> = const { Cell::new(false) };
}

pub fn start() {
    open();
    every(POLL_MS, beat);
    on(&document(), "visibilitychange", |_| {
        // A browser allows few connections to one server: pages that nobody looks at leave theirs to the others, unless
        // they wait for something.
        if hidden() && !waiting() {
            close();
        } else if SOURCE.with_borrow(Option::is_none) {
            open();
        }
    });
    on(&window(), "pagehide", |_| close());
    on(&window(), "pageshow", |event: Event| {
        // It comes back as it was left: with a form that is busy for ever, or long out of date.
        if event
            .dyn_into::<PageTransitionEvent>()
            .is_ok_and(|event| event.persisted())
        {
            let _ = window().location().reload();
        }
    });
}

/// Nobody is signed in any more: says so, and leaves the page as it is.
pub fn signed_out() {
    OVER.set(true);
    close();
    show(Connection::SignedOut);
}

/// The server was reached, or it was not.
pub fn reached(ok: bool) {
    if OVER.get() {
        return;
    }
    match (ok, POLLING.get()) {
        (false, _) => {
            POLLING.set(true);
            show(Connection::Offline);
        }
        (true, true) => show(Connection::Polling),
        (true, false) => show(Connection::Live),
    }
}

/// The page has been replaced; it may have come to its end.
pub fn page_changed() {
    if after_id().is_none() {
        close();
        POLLING.set(false);
        show(Connection::Live);
    }
}

fn live() -> Option<HtmlElement> {
    by_id("live")
}

/// The last event that the page knows of; a page to which nothing can happen has none.
fn after_id() -> Option<String> {
    live()?.get_attribute("data-after")
}

fn waiting() -> bool {
    live().is_some_and(|live| live.has_attribute("data-waiting"))
}

fn hidden() -> bool {
    document().visibility_state() == VisibilityState::Hidden
}

fn close() {
    OPENED.set(OPENED.get() + 1);
    if let Some(source) = SOURCE.take() {
        source.close();
    }
}

fn open() {
    let Some(id) = after_id().filter(|_| !OVER.get()) else {
        return;
    };
    close();
    let Ok(source) = EventSource::new(&format!("/events?after={id}")) else {
        return;
    };
    HEARD.set(false);
    let opened = OPENED.get();
    // Not `open`: a proxy may let the headers through and hold back what follows.
    on(&source, "hello", |_| heard());
    for name in ["execution", "figures"] {
        on(&source, name, happened);
    }
    on(&source, "end", |_| signed_out());
    on(&source, "error", failed);
    SOURCE.set(Some(source));
    after(SILENCE_MS, move || {
        if opened == OPENED.get() && !HEARD.get() {
            POLLING.set(true);
            ask();
        }
    });
}

fn heard() {
    HEARD.set(true);
    PAUSE_MS.set(2000);
    POLLING.set(false);
    if !OVER.get() {
        show(Connection::Live);
    }
}

fn happened(event: Event) {
    heard();
    let (Ok(event), Some(live)) = (event.dyn_into::<MessageEvent>(), live()) else {
        return;
    };
    let id = event.last_event_id();
    if !id.is_empty() {
        // From here the next stream goes on, when this one is closed.
        let _ = live.set_attribute("data-after", &id);
    }
    let data = event.data().as_string().unwrap_or_default();
    if live
        .get_attribute("data-only")
        .is_none_or(|only| data.contains(&only))
    {
        ask();
    }
}

/// The browser connects again by itself, unless the server answered with something else than a stream.
fn failed(_: Event) {
    let gave_up = SOURCE.with_borrow(|source| {
        source
            .as_ref()
            .is_some_and(|source| source.ready_state() == EventSource::CLOSED)
    });
    if gave_up && !OVER.get() {
        close();
        // The answer to this tells whether somebody has to sign in.
        ask();
        let (opened, pause) = (OPENED.get(), PAUSE_MS.get());
        PAUSE_MS.set((pause * 2).min(LONGEST_PAUSE_MS));
        after(pause, move || {
            if opened == OPENED.get() {
                open();
            }
        });
    }
}

fn beat() {
    BEATS.set(BEATS.get() + 1);
    if OVER.get() || after_id().is_none() || (hidden() && !waiting()) {
        return;
    }
    if POLLING.get() || (waiting() && BEATS.get().is_multiple_of(DISTRUST)) {
        ask();
    } else {
        look_again();
    }
}

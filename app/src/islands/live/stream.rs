//! The stream of events, and what to do when it does not come through. One tab listens for all (`tabs.rs`).

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast as _;
use web_sys::{Event, EventSource, HtmlElement, MessageEvent, PageTransitionEvent, VisibilityState};

use super::{
    refresh::{ask, look_again},
    tabs::{self, Told},
};
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
    /// This tab wants to hear of what happens.
    static JOINED: Cell<bool> = const { Cell::new(false) };
    /// Somebody has to sign in before it can go on.
    static OVER: Cell<bool> = const { Cell::new(false) };
}

pub fn start() {
    tabs::start(told);
    join();
    every(POLL_MS, beat);
    on(&document(), "visibilitychange", |_| {
        // Pages that nobody looks at listen to nothing, unless they wait for something.
        if idle() {
            leave();
        } else if !JOINED.get() {
            // Somebody may have signed in again in another tab.
            OVER.set(false);
            join();
            ask();
        }
    });
    on(&window(), "pagehide", |_| leave());
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

/// Hears of what happens from now on, from the server or from another tab.
fn join() {
    if let Some(id) = after_id().filter(|_| !OVER.get() && !idle()) {
        JOINED.set(true);
        tabs::tell(&Told::Hello(number(&id)));
        tabs::compete(lead);
    }
}

fn leave() {
    JOINED.set(false);
    close();
    tabs::resign();
}

/// From now on this tab listens for all. One that is behind has missed what nobody told it.
fn lead() {
    open();
    tell_where();
}

fn tell_where() {
    if let Some(id) = after_id() {
        tabs::tell(&Told::At(number(&id)));
    }
}

/// Another tab tells something.
fn told(told: Told) {
    if !JOINED.get() {
        return;
    }
    match told {
        Told::Hello(_) if tabs::leads() => {
            tell_where();
            if POLLING.get() {
                tabs::tell(&Told::Polling);
            }
        }
        Told::Hello(_) => {}
        Told::At(id) => {
            if after_id().is_some_and(|own| number(&own) < id) {
                ask();
            }
        }
        Told::Event { id, data } => {
            heard();
            take(&id, &data);
        }
        Told::Live => heard(),
        Told::Polling => POLLING.set(true),
        Told::SignedOut => over(),
    }
}

/// Nobody is signed in any more: says so, and leaves the page as it is.
pub fn signed_out() {
    tabs::tell(&Told::SignedOut);
    over();
}

fn over() {
    OVER.set(true);
    leave();
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
        leave();
        POLLING.set(false);
        show(Connection::Live);
    } else if !JOINED.get() {
        join();
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

/// Nobody looks at the page, and it waits for nothing.
fn idle() -> bool {
    hidden() && !waiting()
}

fn close() {
    OPENED.set(OPENED.get() + 1);
    if let Some(source) = SOURCE.take() {
        source.close();
    }
}

fn open() {
    let Some(id) = after_id().filter(|_| !OVER.get() && tabs::leads()) else {
        return;
    };
    close();
    let Ok(source) = EventSource::new(&format!("/events?after={id}")) else {
        return;
    };
    HEARD.set(false);
    let opened = OPENED.get();
    // Not `open`: a proxy may let the headers through and hold back what follows.
    on(&source, "hello", |_| {
        heard();
        tabs::tell(&Told::Live);
    });
    for name in ["execution", "figures"] {
        on(&source, name, happened);
    }
    on(&source, "end", |_| signed_out());
    on(&source, "error", failed);
    SOURCE.set(Some(source));
    after(SILENCE_MS, move || {
        if opened == OPENED.get() && !HEARD.get() {
            POLLING.set(true);
            tabs::tell(&Told::Polling);
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
    let Ok(event) = event.dyn_into::<MessageEvent>() else {
        return;
    };
    let (id, data) = (
        event.last_event_id(),
        event.data().as_string().unwrap_or_default(),
    );
    take(&id, &data);
    tabs::tell(&Told::Event { id, data });
}

/// Something happened. A tab that becomes the leader hears again what it was told, and tells it again.
fn take(id: &str, data: &str) {
    let (Some(live), Some(known)) = (live(), after_id()) else {
        return;
    };
    if !id.is_empty() {
        if number(id) <= number(&known) {
            return;
        }
        // From here the next stream goes on, when this one is closed.
        let _ = live.set_attribute("data-after", id);
    }
    if live
        .get_attribute("data-only")
        .is_none_or(|only| data.contains(&only))
    {
        ask();
    }
}

/// Ids of events are whole numbers that a browser can hold exactly.
fn number(id: &str) -> f64 {
    id.parse().unwrap_or(0.0)
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
    if OVER.get() || after_id().is_none() || idle() {
        return;
    }
    if POLLING.get() || (waiting() && BEATS.get().is_multiple_of(DISTRUST)) {
        ask();
    } else {
        look_again();
    }
}

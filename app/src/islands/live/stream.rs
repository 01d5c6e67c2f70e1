//! The stream of events, and what to do when it does not come through. One tab listens for all (`tabs.rs`).

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, Event, HtmlElement, PageTransitionEvent, VisibilityState};

use super::{
    listen::listen,
    refresh::{ask, look_again},
    tabs::{self, Told},
};
use crate::{
    islands::{
        connection::{Connection, show},
        dom::{after, by_id, document, every, on, window},
        frame,
    },
    sse::Message,
};

/// A stream that has said nothing for this long after opening is held back by something in between.
const SILENCE_MS: i32 = 5000;
/// How often a page asks that has no stream.
const POLL_MS: i32 = 5000;
/// A page that waits for something asks at least every so many polls, even when the stream seems fine: something in
/// between may let the stream's beginning through and hold back the rest.
const DISTRUST: u32 = 4;
/// A stream of which nothing has come for so many polls is dead: there is a heartbeat every 20 seconds.
const DEAD: u32 = 10;
/// How long to wait before connecting again, until the server says how long.
const PAUSE: i32 = 2000;
const LONGEST_PAUSE_MS: i32 = 60_000;
/// Stands for a change of what the pages say, among the data of events.
const CONTENT: &str = "content";

thread_local! {
    /// Breaks the stream off.
    static STREAM: RefCell<Option<AbortController>> = const { RefCell::new(None) };
    /// Counts the streams, so that what was planned for an old one leaves a new one alone.
    static OPENED: Cell<u32> = const { Cell::new(0) };
    static HEARD: Cell<bool> = const { Cell::new(false) };
    static POLLING: Cell<bool> = const { Cell::new(false) };
    static BEATS: Cell<u32> = const { Cell::new(0) };
    /// Beats since something came through.
    static SILENT: Cell<u32> = const { Cell::new(0) };
    static PAUSE_MS: Cell<i32> = const { Cell::new(PAUSE) };
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
            come_back();
        }
    });
    // Two windows side by side are both seen all the time.
    on(&window(), "focus", |_| {
        if OVER.get() {
            come_back();
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

/// Looks how things stand now: somebody may have signed in again elsewhere.
fn come_back() {
    OVER.set(false);
    join();
    ask();
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
    if OVER.get() && matches!(told, Told::Hello(_) | Told::Live) {
        // Somebody has signed in again in another tab.
        come_back();
    }
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
            heard(None);
            take(&id, &data);
        }
        Told::Live => heard(None),
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
    // What was asked for before somebody signed out may be answered when they read that they have.
    if after_id().is_none() {
        return;
    }
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
    if let Some(stream) = STREAM.take() {
        stream.abort();
    }
}

/// The address of the stream, going on from the last event that the page knows of.
fn address() -> Option<String> {
    let live = live()?;
    let (events, id) = (
        live.get_attribute("data-events")?,
        live.get_attribute("data-after")?,
    );
    let mark = if events.contains('?') { '&' } else { '?' };
    Some(format!("{events}{mark}after={id}"))
}

fn open() {
    let Some(address) = address().filter(|_| !OVER.get() && tabs::leads()) else {
        return;
    };
    close();
    let Ok(stream) = AbortController::new() else {
        return;
    };
    let signal = stream.signal();
    STREAM.set(Some(stream));
    HEARD.set(false);
    SILENT.set(0);
    let opened = OPENED.get();
    spawn_local(async move {
        let hear = |messages: Vec<Message>, retry| {
            // What was still under way when it was broken off is not for the page that is shown now.
            if opened == OPENED.get() {
                heard(retry);
                messages.iter().for_each(happened);
            }
        };
        // However it ends, it is opened again.
        let _ = listen(&address, &signal, hear).await;
        if opened == OPENED.get() {
            ended(opened);
        }
    });
    after(SILENCE_MS, move || {
        if opened == OPENED.get() && !HEARD.get() {
            POLLING.set(true);
            tabs::tell(&Told::Polling);
            ask();
        }
    });
}

/// Something came through, with how long the server wants to be left alone when it ends. Not that it was opened: a proxy
/// may let the head of the answer through and hold back what follows.
fn heard(retry: Option<i32>) {
    HEARD.set(true);
    SILENT.set(0);
    PAUSE_MS.set(retry.unwrap_or(PAUSE));
    POLLING.set(false);
    if !OVER.get() {
        show(Connection::Live);
    }
}

fn happened(message: &Message) {
    match message.name.as_str() {
        "hello" => tabs::tell(&Told::Live),
        "end" => spawn_local(sign_in_ended()),
        // What the pages say has changed, whatever they show.
        "content" => {
            take("", CONTENT);
            tabs::tell(&Told::Event {
                id: String::new(),
                data: CONTENT.to_owned(),
            });
        }
        "execution" | "figures" | "diagnosis" | "hand_over" | "feedback" | "preferences" => {
            take(&message.id, &message.data);
            tabs::tell(&Told::Event {
                id: message.id.clone(),
                data: message.data.clone(),
            });
        }
        _ => {}
    }
}

/// In a frame, the host page may know who it is; elsewhere somebody has to sign in.
async fn sign_in_ended() {
    if frame::is_framed() && frame::renew().await {
        // It may have become a bearer's, which listens for itself and leaves the others to theirs.
        leave();
        join();
        ask();
    } else {
        signed_out();
    }
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
    let concerns = |only: String| data == CONTENT || data.contains(&only);
    if live.get_attribute("data-only").is_none_or(concerns) {
        ask();
    }
    // Content is nobody's business but ours.
    if data != CONTENT {
        frame::tell(data);
    }
}

/// Ids of events are whole numbers.
fn number(id: &str) -> i64 {
    id.parse().unwrap_or(0)
}

/// The stream has ended: the server ends it now and then, and it may have broken.
fn ended(opened: u32) {
    if !HEARD.get() {
        // The answer to this tells whether somebody has to sign in.
        ask();
    }
    let pause = PAUSE_MS.get();
    PAUSE_MS.set((pause * 2).min(LONGEST_PAUSE_MS));
    after(pause, move || {
        if opened == OPENED.get() {
            open();
        }
    });
}

fn beat() {
    BEATS.set(BEATS.get() + 1);
    if OVER.get() || (after_id().is_none() && !waiting()) || idle() {
        return;
    }
    SILENT.set(SILENT.get() + 1);
    if SILENT.get() > DEAD && tabs::leads() {
        open();
    }
    if POLLING.get() || (waiting() && BEATS.get().is_multiple_of(DISTRUST)) {
        ask();
    } else {
        look_again();
    }
}

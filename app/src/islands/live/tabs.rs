//! One stream for all tabs of a browser: the tab that holds a lock listens to the server and tells the others.
//!
//! A browser allows few connections to one server, so a stream for each tab would bring the pages themselves to a
//! standstill. Where there are no locks (they need a secure connection, and a frame that may store something), each tab
//! listens for itself.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, BroadcastChannel, Event, MessageEvent};

use crate::islands::{
    dom::{on, window},
    frame,
};

/// The name of the lock and of the channel. A frame may be somebody else's than the tabs beside it, so frames share
/// theirs among themselves; one with a credential of its own shares with nobody.
fn name() -> &'static str {
    if frame::is_framed() {
        "deskside-frame-stream"
    } else {
        "deskside-stream"
    }
}

thread_local! {
    static CHANNEL: RefCell<Option<BroadcastChannel>> = const { RefCell::new(None) };
    /// Withdraws from waiting for the lock.
    static WAITING: RefCell<Option<AbortController>> = const { RefCell::new(None) };
    /// Gives the lock back.
    static RELEASE: RefCell<Option<Function>> = const { RefCell::new(None) };
    static LEADING: Cell<bool> = const { Cell::new(false) };
}

/// What one tab tells the others.
pub enum Told {
    /// A tab has come that knows of everything up to this event.
    Hello(i64),
    /// The leader knows of everything up to this event.
    At(i64),
    /// Something happened.
    Event { id: String, data: String },
    /// The leader's stream comes through.
    Live,
    /// It does not.
    Polling,
    /// Nobody is signed in any more.
    SignedOut,
}

/// Begins to hear what other tabs tell.
pub fn start(hear: fn(Told)) {
    thread_local! {
        static HEAR: Cell<Option<fn(Told)>> = const { Cell::new(None) };
    }
    HEAR.set(Some(hear));
    let Ok(channel) = BroadcastChannel::new(name()) else {
        return;
    };
    on(&channel, "message", |event: Event| {
        let message = event.dyn_into::<MessageEvent>().ok();
        let told = message
            .and_then(|message| message.data().as_string())
            .and_then(|text| read(&text));
        if let (Some(hear), Some(told), false) = (HEAR.get(), told, frame::is_alone()) {
            hear(told);
        }
    });
    CHANNEL.set(Some(channel));
}

/// Tells the other tabs.
pub fn tell(told: &Told) {
    if frame::is_alone() {
        return;
    }
    CHANNEL.with_borrow(|channel| {
        if let Some(channel) = channel {
            // A channel fails only when it is closed, and this one never is.
            let _ = channel.post_message(&JsValue::from_str(&write(told)));
        }
    });
}

fn write(told: &Told) -> String {
    match told {
        Told::Hello(id) => format!("hello\n{id}"),
        Told::At(id) => format!("at\n{id}"),
        Told::Event { id, data } => format!("event\n{id}\n{data}"),
        Told::Live => "live".to_owned(),
        Told::Polling => "polling".to_owned(),
        Told::SignedOut => "signed-out".to_owned(),
    }
}

fn read(text: &str) -> Option<Told> {
    let mut parts = text.splitn(3, '\n');
    Some(match (parts.next()?, parts.next(), parts.next()) {
        ("hello", Some(id), _) => Told::Hello(id.parse().ok()?),
        ("at", Some(id), _) => Told::At(id.parse().ok()?),
        ("event", Some(id), Some(data)) => Told::Event {
            id: id.to_owned(),
            data: data.to_owned(),
        },
        ("live", ..) => Told::Live,
        ("polling", ..) => Told::Polling,
        ("signed-out", ..) => Told::SignedOut,
        _ => return None,
    })
}

/// Whether this tab listens for all.
pub fn leads() -> bool {
    LEADING.get()
}

/// Calls `lead` as soon as no other tab listens.
pub fn compete(lead: fn()) {
    if LEADING.get() || WAITING.with_borrow(Option::is_some) {
        return;
    }
    if frame::is_alone() {
        LEADING.set(true);
        lead();
        return;
    }
    let locks = Reflect::get(&window().navigator(), &"locks".into()).unwrap_or_default();
    let request = Reflect::get(&locks, &"request".into())
        .ok()
        .and_then(|request| request.dyn_into::<Function>().ok());
    let (Some(request), Ok(withdraw)) = (request, AbortController::new()) else {
        LEADING.set(true);
        lead();
        return;
    };
    let options = Object::new();
    let withdrawn = withdraw.signal();
    let _ = Reflect::set(&options, &"signal".into(), &withdrawn);
    let granted = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        if WAITING.take().is_none() {
            // It was withdrawn in the moment in which it was granted.
            return Promise::resolve(&JsValue::UNDEFINED);
        }
        LEADING.set(true);
        // The lock is held until this promise is kept.
        let held = Promise::new(&mut |release, _| RELEASE.set(Some(release)));
        lead();
        held
    });
    WAITING.set(Some(withdraw));
    if let Ok(asked) = request.call3(&locks, &name().into(), &options, &granted) {
        let asked = JsFuture::from(asked.unchecked_into::<Promise>());
        spawn_local(async move {
            // Who withdraws breaks the promise, too.
            if asked.await.is_err() && !withdrawn.aborted() {
                WAITING.take();
                LEADING.set(true);
                lead();
            }
        });
    }
}

/// Leaves it to the others.
pub fn resign() {
    if let Some(withdraw) = WAITING.take() {
        withdraw.abort();
    }
    LEADING.set(false);
    if let Some(release) = RELEASE.take() {
        let _ = release.call0(&JsValue::UNDEFINED);
    }
}

//! The user interface of Deskside, one crate for both sides.
//!
//! For the server (feature `ssr`) it is a library of pages: pure functions from a view-model of [`service::view`] to a
//! whole HTML document, and the server functions that their forms post to. For the browser (feature `hydrate`) it is a
//! small Wasm bundle of islands, which make live what already works without them.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `pages/` | one function a page |
//! | `ui/` | the pieces that pages share |
//! | `shell.rs` | the document around every page |
//! | `brand.rs` | what a company changes of the look |
//! | `frame.rs`, `frame/`, `links.rs` | pages that stand in a frame of somebody else's page |
//! | `actions.rs` | what forms and scripts may ask for |
//! | `samples/` | made-up data, for the style guide and for tests |
//! | `islands/` | everything that becomes Wasm |
//! | `texts/`, `locales/` | what the pages say, in every language |
//! | `age.rs`, `zone.rs` | what server and browser must reckon alike |
//! | `sse.rs` | how the browser reads the stream |
//!
//! # How to use it
//! The server fills a [`PageContext`] from the request and calls a function of [`pages`] with what a use-case answered.
//! For [`actions`], it provides `Service`, `Employee`, `Lang` and [`Links`] by context and mounts
//! `leptos_axum::handle_server_fns_with_context` at `/api/{*name}`.
//!
//! # How to extend it
//! A new page is a function in `pages/` with its route in the server. Markup that two pages need moves to `ui/`. What
//! must react without a request is an island; it must find the page complete without it.

#[cfg(any(feature = "ssr", feature = "hydrate"))]
mod age;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
mod islands;
#[cfg(any(feature = "hydrate", test))]
mod sse;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
mod zone;

#[cfg(feature = "ssr")]
pub mod actions;
#[cfg(feature = "ssr")]
mod brand;
#[cfg(feature = "ssr")]
mod context;
#[cfg(feature = "ssr")]
mod frame;
#[cfg(feature = "ssr")]
pub mod links;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod samples;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod texts;
#[cfg(feature = "ssr")]
mod ui;

#[cfg(feature = "ssr")]
pub use brand::{Brand, BrandLogo, BrandStyle};
#[cfg(feature = "ssr")]
pub use context::{Assets, Notice, PageContext, PersonMark, Reason, Tried};
#[cfg(feature = "ssr")]
pub use frame::{Frame, Theme};
#[cfg(feature = "ssr")]
pub use links::Links;
#[cfg(feature = "ssr")]
pub use texts::Wording;

/// Called by the page once the bundle is there, before the islands are.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}

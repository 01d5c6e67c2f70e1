//! HTTP: one file an endpoint. A handler is a short story: who asks, which use-case, what answer.

pub mod actions;
pub mod assets;
pub mod events;
pub mod health;
pub mod hooks;
pub mod language;
pub mod metrics;
pub mod pages;
pub mod receipt_json;
pub mod security;
pub mod sign_in;
pub mod sign_out;
pub mod trace;

mod back;
mod lang;
mod page;
mod peer;
mod problem;
mod signed_in;

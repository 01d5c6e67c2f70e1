//! HTTP: one file an endpoint. A handler is a short story: who asks, which use-case, what answer.

pub mod actions;
pub mod admin_sign_outs;
pub mod assets;
pub mod attempts;
pub mod embed;
pub mod events;
pub mod exports;
pub mod framed;
pub mod health;
pub mod hooks;
pub mod language;
pub mod metrics;
pub mod pages;
pub mod receipt_json;
pub mod security;
pub mod session;
pub mod sign_in;
pub mod trace;
pub mod value_csv;

mod admin;
pub mod brand;
pub mod chat;
mod client;
mod cookies;
mod lang;
pub mod machine;
mod page;
mod peer;
mod problem;
mod signed_in;
#[cfg(test)]
pub mod tests;
mod zone;

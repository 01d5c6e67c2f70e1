//! Sign-ins with the certified provider of `end2end/support/identity-provider/`, and with one that signs whatever the
//! tests tell it.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

mod discovery;
mod logout;
mod refreshing;
mod refusals;
mod secrets;
mod sign_in;
mod support;
mod tokens;

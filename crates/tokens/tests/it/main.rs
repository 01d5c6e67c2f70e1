//! What the crate promises, through its public interface alone, with tokens that are really signed.
//!
//! The keys in `tests/keys` are for these tests only.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

mod accepted;
mod configuration;
mod logout;
mod properties;
mod published;
mod refused;
mod rotation;
mod support;

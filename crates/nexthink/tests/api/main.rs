//! The client against a mock of the tenant, and against bare sockets where the tenant breaks off.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

mod call_ids;
mod configuration;
mod errors;
mod export;
mod nql;
mod reach;
mod remote_actions;
mod retries;
mod support;
mod token;
mod triggers;
mod workflows;

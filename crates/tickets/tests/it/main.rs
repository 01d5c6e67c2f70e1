//! Every connector against a strict stand-in of its service desk (`end2end/support/service-desk/`) over real HTTP.

#![expect(clippy::unwrap_used, reason = "a test may stop where it cannot go on")]

mod configuration;
mod faults;
mod jira;
mod mailto;
mod once;
mod probe;
mod servicenow;
mod support;
mod webhook;

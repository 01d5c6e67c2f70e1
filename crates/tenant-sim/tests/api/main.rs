//! Everything over real HTTP, against a tenant on a port of its own.

#![expect(clippy::unwrap_used, reason = "tests: a failure is a panic")]

mod campaigns;
mod consent;
mod control;
mod enrichment;
mod executions;
mod exports;
mod faults;
mod queries;
mod real_device;
mod receiver;
mod remote_actions;
mod tenant;
mod tokens;
mod webhooks;
mod workflows;

//! A Nexthink tenant in a box: the public API over real HTTP, for running and testing without a tenant.
//!
//! [`start`] runs one inside any tokio process; the binary `tenant-sim` runs one by itself. Both listen twice: the
//! public API as the vendor documents it, and a control port ([`control`]) for tests. Saved queries are real: they are
//! parsed by the crate `nql` and evaluated over tables that a simulated fleet fills. One device of the fleet is the
//! machine that the simulator runs on.
//!
//! It shares no code with the client of the API, so that the two cannot share a misunderstanding. Where public material
//! leaves something open, a comment says that the choice is ours.
//!
//! It tells others of what happens by webhooks ([`Webhook`]), and asks its people by campaigns, whose answers the control
//! port can give.
//!
//! To extend it: an endpoint is a file in `http/` and a line in its router; a table is a schema in `tables/schema/` and
//! rows in `fleet/`; a remote action, a workflow or a campaign is an entry in `catalogue/`; a script for the real device
//! is a file in `actions/`.

mod alerts;
mod campaigns;
mod catalogue;
mod clock;
pub mod control;
mod engine;
mod enrichment;
mod executions;
mod exports;
pub mod faults;
mod fleet;
mod http;
mod ids;
mod limiter;
mod options;
mod platform;
mod queries;
mod real_device;
mod schedule;
mod serve;
mod start;
mod state;
mod stats;
mod sync;
mod tables;
mod tokens;
mod webhooks;
mod world;

pub use fleet::{Device, Person};
pub use options::{Credential, Limits, Options, Permissions};
pub use queries::UnreadableQueries;
pub use real_device::ScratchError;
pub use start::{Running, StartError, start};
pub use webhooks::{Auth, Method, Webhook, WebhookRefused};

//! Deskside: the BFF, its workers and its command line.
//!
//! This crate is the composition root: the only one that knows which adapter fills which port. `commands/` holds one
//! file a command, `config/` one file a section of the configuration, `http/` one file an endpoint; `router.rs` shows
//! every route and layer on one screen, `tenant.rs` translates between Nexthink's words and the domain's.

mod assembly;
mod chat;
mod commands;
mod config;
mod connections;
mod database;
mod depot;
mod disclosure;
mod doctor;
mod dress;
mod fault;
mod http;
mod people;
mod reload;
mod router;
mod service_desk;
mod sign_in;
mod site;
mod state;
mod telemetry;
mod tenant;
#[cfg(test)]
mod testing;
mod texts;
mod workers;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    commands::Cli::parse().run()
}

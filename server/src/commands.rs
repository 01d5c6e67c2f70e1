//! The command line: one file a command.

mod api_key;
mod backup;
mod beside;
mod check;
mod demo;
mod doctor;
mod embed;
mod exports;
mod healthcheck;
mod impact;
mod inbox;
mod migrate;
mod move_in;
mod restore;
mod schema;
mod serve;
mod sessions;

use std::{path::Path, process::ExitCode};

use clap::{Parser, Subcommand};
use content::{Content, Faults};

use self::beside::Beside;
use crate::{fault::Fault, telemetry, tenant, texts};

/// Employee self-service for IT, on top of Nexthink.
#[derive(Debug, Parser)]
#[command(name = "deskside", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve employees, with the tenant and sign-in that the configuration names.
    Serve(serve::Serve),
    /// Try everything at once, with a simulated tenant and a sign-in that asks for no password.
    Demo(demo::Demo),
    /// Read the configuration and content, and report every fault in them.
    Check(check::Check),
    /// Ask everything that this installation depends on whether it is as Deskside needs it, and say what to do.
    Doctor(doctor::Doctor),
    /// Say on how many devices content would be offered or find something, right now.
    Impact(impact::ImpactOf),
    /// Print the JSON Schema of a kind of file in the content folder, by which editors complete and check it.
    Schema(schema::Schema),
    /// Ask a running server whether it is well; for containers and service managers.
    Healthcheck(healthcheck::Healthcheck),
    /// Print what to paste into a portal, and what its content security policy has to allow.
    Embed(embed::Embed),
    /// See who is signed in, and sign people out.
    Sessions(Beside<sessions::Task>),
    /// See the keys of chatbots, make one and end them.
    ApiKey(Beside<api_key::Task>),
    /// Look at the webhooks that could not be read, and have them read again or drop them.
    Inbox(Beside<inbox::Task>),
    /// Look at what data exporters have brought: what is in force, and the rows that could not be read.
    Exports(Beside<exports::Task>),
    /// Copy the SQLite database to a new file, also while a server works on it.
    Backup(backup::Backup),
    /// Put a copy in the place of the SQLite database, so that nothing that waits in it is sent again.
    Restore(restore::Restore),
    /// Bring the database up to date, and say what that took. A server does so by itself when it starts.
    Migrate(migrate::Migrate),
    /// Move everything from an SQLite file into an empty PostgreSQL.
    Move(move_in::Move),
}

impl Cli {
    /// Runs the command and says how it went.
    pub fn run(self) -> ExitCode {
        let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => return failed(&Fault::new(format!("cannot start: {error}"), "")),
        };
        // A server does so once it knows whether to trace.
        if !matches!(self.command, Command::Serve(_)) {
            telemetry::init(None);
        }
        let outcome = runtime.block_on(async {
            match self.command {
                Command::Serve(serve) => serve.run().await,
                Command::Demo(demo) => demo.run().await,
                Command::Check(check) => check.run(),
                Command::Doctor(doctor) => doctor.run().await,
                Command::Impact(impact) => impact.run().await,
                Command::Schema(schema) => schema.run(),
                Command::Healthcheck(healthcheck) => healthcheck.run().await,
                Command::Embed(embed) => embed.run(),
                Command::Sessions(sessions) => sessions.run().await,
                Command::ApiKey(api_key) => api_key.run().await,
                Command::Inbox(inbox) => inbox.run().await,
                Command::Exports(exports) => exports.run().await,
                Command::Backup(backup) => backup.run().await,
                Command::Restore(restore) => restore.run().await,
                Command::Migrate(migrate) => migrate.run().await,
                Command::Move(move_in) => move_in.run().await,
            }
        });
        match outcome {
            Ok(()) => ExitCode::SUCCESS,
            Err(fault) => failed(&fault),
        }
    }
}

#[expect(clippy::print_stderr, reason = "the answer of a command that failed")]
fn failed(fault: &Fault) -> ExitCode {
    eprintln!("deskside: {fault}");
    ExitCode::FAILURE
}

/// Reads and checks the content in a folder, as the server would.
///
/// # Errors
/// Everything that is wrong with it.
pub fn content_in(dir: &Path) -> Result<Content, Faults> {
    content::load(dir, tenant::REQUIRED, &texts::known())
}

/// How much there is in it.
pub fn counted(content: &Content) -> String {
    let (queries, catalogue) = (content.queries.len(), &content.catalogue);
    format!(
        "{queries} queries, {} figures, {} remedies, {} topics",
        catalogue.metrics.len(),
        catalogue.remedies.len(),
        catalogue.topics.len()
    )
}

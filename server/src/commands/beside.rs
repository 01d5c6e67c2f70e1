//! What is done on the database of a server beside it, which may run meanwhile.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use store::Database;

use crate::{config::Config, database, fault::Fault};

/// A task that works on the database.
pub trait Task: Subcommand {
    /// Does it.
    async fn run(self, config: &Config, store: &Database) -> Result<(), Fault>;
}

#[derive(Debug, Args)]
pub struct Beside<T: Task> {
    /// The configuration file.
    #[arg(long, global = true, env = "DESKSIDE_CONFIG", default_value = "deskside.toml")]
    config: PathBuf,
    #[command(subcommand)]
    task: T,
}

impl<T: Task> Beside<T> {
    /// Does the task on the database that the configuration names.
    pub async fn run(self) -> Result<(), Fault> {
        let config = Config::read(&self.config)?;
        let store = database::beside(&config.database).await?;
        let done = self.task.run(&config, &store).await;
        store.close().await;
        done
    }
}

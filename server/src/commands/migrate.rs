//! `deskside migrate`: the database as this version needs it. A server does the same when it starts; whoever wants to see
//! it happen before that has this.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use clap::Args;
use service::StoreError;
use store::{Database, LEAST_CONNECTIONS, Ownership};

use crate::{
    config::{Config, Place},
    database::{not_reached, not_taken},
    fault::Fault,
};

/// Bring the database up to date.
#[derive(Debug, Args)]
pub struct Migrate {
    /// The configuration file.
    #[arg(long, env = "DESKSIDE_CONFIG", default_value = "deskside.toml")]
    config: PathBuf,
}

impl Migrate {
    /// Does it, and says what it did.
    pub async fn run(self) -> Result<(), Fault> {
        let config = Config::read(&self.config)?.database;
        let steps = match config.place()? {
            Place::File(file) => {
                let failed = |error| not_taken(file, &error);
                let _ownership = Ownership::take(file).map_err(failed)?;
                let opened = Database::make_file(file).await;
                up_to_date(opened).await.map_err(|error| failed(error.into()))?
            }
            Place::Postgres(url, _) => {
                let opened = Database::connect_beside(&url, LEAST_CONNECTIONS).await;
                up_to_date(opened)
                    .await
                    .map_err(|error| not_reached(&url, &error))?
            }
        };
        let mut out = io::stdout().lock();
        let said = match steps.as_slice() {
            [] => writeln!(out, "the database is up to date"),
            steps => steps.iter().try_for_each(|step| writeln!(out, "done: {step}")),
        };
        said.map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))
    }
}

async fn up_to_date(opened: Result<Database, StoreError>) -> Result<Vec<String>, StoreError> {
    let database = opened?;
    let steps = database.migrate().await;
    database.close().await;
    steps
}

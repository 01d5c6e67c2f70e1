//! `deskside backup`: a copy of the SQLite database, also while a server works on it.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use clap::Args;
use store::{BackUpError, Database};

use crate::{
    config::{Config, Place},
    fault::Fault,
};

/// Copy the SQLite database to a new file, as it is at one moment. A server may work on it meanwhile.
#[derive(Debug, Args)]
pub struct Backup {
    /// The configuration file.
    #[arg(long, env = "DESKSIDE_CONFIG", default_value = "deskside.toml")]
    config: PathBuf,
    /// The file to make. Nothing is overwritten.
    #[arg(long)]
    to: PathBuf,
}

impl Backup {
    /// Makes it, and says how large it is.
    pub async fn run(self) -> Result<(), Fault> {
        let config = Config::read(&self.config)?.database;
        let Place::File(file) = config.place()? else {
            return Err(Fault::new(
                "the database is a PostgreSQL, which this command does not copy",
                "use pg_dump, which copies it while servers work on it",
            ));
        };
        if !file.is_file() {
            return Err(Fault::new(
                format!("there is no database {}", file.display()),
                "check database.file; a server makes it when it starts",
            ));
        }
        let bytes = Database::back_up(file, &self.to).await.map_err(|error| {
            let todo = match error {
                BackUpError::Exists(_) => "name another file: nothing is overwritten",
                BackUpError::Unwritable { .. } => "check --to, the rights on its folder, and the room there",
                BackUpError::Store(_) => {
                    "check database.file, the rights on its folder, and the room at --to"
                }
            };
            Fault::new(format!("{} is not copied: {error}", file.display()), todo)
        })?;
        writeln!(io::stdout().lock(), "{}: {bytes} bytes", self.to.display())
            .map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))
    }
}

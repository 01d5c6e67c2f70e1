//! `deskside move`: from an SQLite file into PostgreSQL, once, with every server stopped.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use clap::Args;
use store::{Database, LEAST_CONNECTIONS, MoveError, Moved, TakeOverError};

use crate::{
    config::{Config, Place},
    database::not_reached,
    fault::Fault,
};

/// Move everything from an SQLite file into the empty PostgreSQL that the configuration names.
#[derive(Debug, Args)]
pub struct Move {
    /// The configuration file, whose database.url names where to move it.
    #[arg(long, env = "DESKSIDE_CONFIG", default_value = "deskside.toml")]
    config: PathBuf,
    /// The SQLite file. It is renamed when it is moved, so that no server works on it again.
    #[arg(long)]
    from: PathBuf,
}

impl Move {
    /// Does it, and says how much there was.
    pub async fn run(self) -> Result<(), Fault> {
        let config = Config::read(&self.config)?.database;
        let Place::Postgres(url, _) = config.place()? else {
            return Err(Fault::new(
                "database.url is not set, so it is not known where to move to",
                format!("for example:\n{}", crate::config::SHARED_EXAMPLE),
            ));
        };
        let into = Database::connect(&url, LEAST_CONNECTIONS)
            .await
            .map_err(|error| not_reached(&url, &error))?;
        let moved = into.move_from(&self.from).await;
        into.close().await;
        let moved = moved.map_err(|error| {
            let what = format!("{} cannot be moved to {url}: {error}", self.from.display());
            Fault::new(what, todo_about(&error))
        })?;
        say(&moved).map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))
    }
}

fn todo_about(error: &MoveError) -> &'static str {
    match error {
        MoveError::Absent(_) => "check --from",
        MoveError::TakeOver(TakeOverError::InUse) => "stop the server that works on the file",
        MoveError::NotEmpty(_) => "name an empty database, or another schema of it, in database.url",
        MoveError::NotPostgres => "set database.url instead of database.file",
        MoveError::Unsure { .. } => {
            "look into the PostgreSQL: where it is empty, give the file its name back and move it again"
        }
        MoveError::TakeOver(_) | MoveError::PutAside(_) | MoveError::Store(_) => {
            "nothing was moved; mend it and try again"
        }
    }
}

fn say(moved: &Moved) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (table, rows) in &moved.rows {
        writeln!(out, "{table:<12} {rows:>9}")?;
    }
    writeln!(out, "the file is called {} now", moved.put_aside.display())
}

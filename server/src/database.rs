//! Opens the database that the configuration names.

use std::path::Path;

use store::{Database, Ownership, PostgresUrl, TakeOverError};

use crate::{
    config::{self, Place},
    fault::Fault,
};

/// The database of a server, for as long as it works on it.
pub struct Held {
    /// The database.
    pub store: Database,
    /// An SQLite file is one server's alone.
    _ownership: Option<Ownership>,
}

/// Opens the database for a server, and brings it up to date.
///
/// # Errors
/// When it cannot be opened, or another server works on the file.
pub async fn hold(config: &config::Database) -> Result<Held, Fault> {
    match config.place()? {
        Place::File(file) => {
            let (store, ownership) = Database::take_over(file)
                .await
                .map_err(|error| not_taken(file, &error))?;
            Ok(Held {
                store,
                _ownership: Some(ownership),
            })
        }
        Place::Postgres(url, connections) => Ok(Held {
            store: Database::connect(&url, connections)
                .await
                .map_err(|error| not_reached(&url, &error))?,
            _ownership: None,
        }),
    }
}

/// Opens the database of a server, which may be running.
///
/// # Errors
/// When there is none, or it cannot be opened.
pub async fn beside(config: &config::Database) -> Result<Database, Fault> {
    match config.place()? {
        Place::File(file) if !file.is_file() => Err(Fault::new(
            format!("there is no database {}", file.display()),
            "check database.file; a server makes it when it starts",
        )),
        Place::File(file) => Database::open_file_beside(file)
            .await
            .map_err(|error| Fault::new(format!("the database cannot be used: {error}"), "")),
        Place::Postgres(url, _) => Database::connect_beside(&url, store::LEAST_CONNECTIONS)
            .await
            .map_err(|error| not_reached(&url, &error)),
    }
}

/// Why a file cannot be worked on.
pub fn not_taken(file: &Path, error: &TakeOverError) -> Fault {
    let todo = match error {
        TakeOverError::InUse => "stop the other process, or give this one a database.file of its own",
        TakeOverError::Replaced(_) => {
            "run `deskside restore --from` again with the same copy; what was there is called ….before-restore-…"
        }
        TakeOverError::Lock(_) | TakeOverError::Store(_) => {
            "check database.file, and the rights on its folder"
        }
    };
    Fault::new(
        format!("cannot open the database {}: {error}", file.display()),
        todo,
    )
}

/// Why a PostgreSQL cannot be used.
pub fn not_reached(url: &PostgresUrl, error: &dyn std::error::Error) -> Fault {
    Fault::new(
        format!("cannot open the database {url}: {error}"),
        "check database.url, that the server is reached from here, and that its user may make tables there",
    )
}

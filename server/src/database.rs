//! Opens the database that the configuration names.

use std::path::Path;

use service::StoreError;
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
        Place::Postgres(url, connections) => {
            let failed = |error: StoreError| not_reached(&url, &error);
            let store = Database::connect(&url, connections).await.map_err(failed)?;
            if store.is_copy().await.map_err(failed)? {
                return Err(made_of_dump(&url));
            }
            Ok(Held {
                store,
                _ownership: None,
            })
        }
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

/// Why no server starts on a PostgreSQL that is a copy.
pub fn made_of_dump(url: &PostgresUrl) -> Fault {
    Fault::new(
        format!("the database {url} was made of a dump, and what waits in it may have been sent since"),
        "when it is whole, and no server works on it, run `deskside restore --mark-only`",
    )
}

/// Why a PostgreSQL cannot be used.
pub fn not_reached(url: &PostgresUrl, error: &dyn std::error::Error) -> Fault {
    Fault::new(
        format!("cannot open the database {url}: {error}"),
        "check database.url, that the server is reached from here, and that its user may make tables there",
    )
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, Executor as _};
    use throwaway_postgres::Cluster;

    use super::hold;
    use crate::config;

    #[tokio::test]
    async fn no_server_starts_on_a_dump_that_was_put_back() {
        let cluster = Cluster::start().unwrap();
        let config = config::Database {
            url: Some(cluster.url().into()),
            ..config::Database::default()
        };
        hold(&config).await.unwrap().store.close().await;
        hold(&config).await.unwrap().store.close().await;
        // Its tables are others than those that were worked on.
        let anew =
            "ALTER TABLE outbox RENAME TO was; CREATE TABLE outbox (LIKE was INCLUDING ALL); DROP TABLE was";
        let mut past = sqlx::PgConnection::connect(&cluster.url()).await.unwrap();
        past.execute(anew).await.unwrap();
        let refused = hold(&config).await.err().unwrap().to_string();
        assert!(refused.contains("made of a dump"), "{refused}");
        assert!(refused.contains("deskside restore --mark-only"), "{refused}");
    }
}

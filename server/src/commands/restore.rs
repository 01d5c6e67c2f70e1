//! `deskside restore`: a copy in the place of the database. Nothing that waits in it is sent again.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use service::{Clock, MadeUnsure, StoreError, SystemClock, make_unsure};
use store::{Database, LEAST_CONNECTIONS, RestoreError, Restoring, Sessions, TakeOverError, Which};

use crate::{
    config::{Config, Place},
    database::{not_reached, not_taken},
    fault::Fault,
    workers::WATCHING,
};

/// Put a copy in the place of the SQLite database, with every server stopped. What was there is kept beside it.
#[derive(Debug, Args)]
pub struct Restore {
    /// The configuration file.
    #[arg(long, env = "DESKSIDE_CONFIG", default_value = "deskside.toml")]
    config: PathBuf,
    /// The copy, as `deskside backup` made it. It is left as it is.
    #[arg(long, required_unless_present = "mark_only")]
    from: Option<PathBuf>,
    /// The copy is in place already, by pg_restore or by hand: only have nothing sent again that waits in it, and end all
    /// sign-ins.
    #[arg(long, conflicts_with = "from")]
    mark_only: bool,
}

impl Restore {
    /// Does it, and says what it did.
    pub async fn run(self) -> Result<(), Fault> {
        let config = Config::read(&self.config)?.database;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
        let said = match (config.place()?, self.from) {
            (Place::File(file), Some(from)) => put_back(file, &from, clock).await?,
            (Place::File(file), None) => {
                if !file.is_file() {
                    let what = format!("there is no database {}", file.display());
                    return Err(Fault::new(what, "check database.file"));
                }
                let taken = Database::take_over(file).await;
                let (store, _ownership) = taken.map_err(|error| not_taken(file, &error))?;
                let marked = mark(&store, clock).await;
                store.close().await;
                marked.map_err(|error| not_marked(&error))?
            }
            (Place::Postgres(..), Some(_)) => {
                return Err(Fault::new(
                    "the database is a PostgreSQL, which this command does not put back",
                    "stop every server, use pg_restore, and run `deskside restore --mark-only` before a server starts: what \
                     waits in the copy would be sent again otherwise",
                ));
            }
            (Place::Postgres(url, _), None) => {
                let opened = Database::connect(&url, LEAST_CONNECTIONS).await;
                let store = opened.map_err(|error| not_reached(&url, &error))?;
                let marked = mark_shared(&store, clock).await;
                store.close().await;
                marked?
            }
        };
        writeln!(io::stdout().lock(), "{said}")
            .map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))
    }
}

async fn put_back(file: &Path, from: &Path, clock: Arc<dyn Clock>) -> Result<String, Fault> {
    let failed = |error: RestoreError| not_put_back(from, &error);
    let restoring = Restoring::prepare(file, from).await.map_err(failed)?;
    let marked = mark(&restoring.store, clock.clone()).await;
    let marked = marked.map_err(|error| not_marked(&error))?;
    let aside = restoring.put_in_place(clock.now()).await.map_err(failed)?;
    let aside = aside.map(|aside| format!("what was there is called {} now\n", aside.display()));
    Ok(format!(
        "{} is what {} was\n{}{marked}",
        file.display(),
        from.display(),
        aside.unwrap_or_default()
    ))
}

/// Makes unsure what may have been sent, and signs everybody out: who had signed out since would be signed in again.
async fn mark(store: &Database, clock: Arc<dyn Clock>) -> Result<String, StoreError> {
    let MadeUnsure {
        executions,
        hand_overs,
    } = make_unsure(store, clock.now()).await?;
    let ended = Sessions::new(store.clone(), clock).end(&Which::All).await?;
    Ok(format!(
        "{executions} executions and {hand_overs} hand-overs may have been sent since: they are looked up, and not sent\n\
         {ended} sign-ins ended"
    ))
}

async fn mark_shared(store: &Database, clock: Arc<dyn Clock>) -> Result<String, Fault> {
    // Of the servers that run, one follows executions.
    match store.try_lead(WATCHING).await {
        Ok(Some(_led)) => {
            let marked = async {
                let marked = mark(store, clock).await?;
                store.adopt().await.map(|()| marked)
            };
            marked.await.map_err(|error| not_marked(&error))
        }
        Ok(None) => Err(Fault::new(
            "a server works on the database",
            "stop every server first",
        )),
        Err(error) => Err(not_marked(&error)),
    }
}

fn not_marked(error: &StoreError) -> Fault {
    let what = format!("what waits in the copy may still be sent again: {error}");
    Fault::new(what, "do not start a server; mend it and try again")
}

fn not_put_back(from: &Path, error: &RestoreError) -> Fault {
    let todo = match error {
        RestoreError::Absent(_) | RestoreError::Same => "check --from",
        RestoreError::HasLog(_) => "use a copy that `deskside backup` made",
        RestoreError::Unsound(_) | RestoreError::NotOurs => "use another copy; nothing was changed",
        RestoreError::Unknown(_) => {
            "use the version of Deskside that made it, or a newer one; nothing was changed"
        }
        RestoreError::TakeOver(TakeOverError::InUse) => "stop the server first; nothing was changed",
        RestoreError::TakeOver(_) | RestoreError::Log(_) | RestoreError::File { .. } => {
            "check database.file, the rights on its folder, and the room there; nothing was changed"
        }
        RestoreError::Halfway(_) => "mend it and run this again",
    };
    Fault::new(format!("{} is not put back: {error}", from.display()), todo)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use service::SystemClock;

    use super::mark;
    use crate::{http::tests::visitor::Visitor, testing::Desk};

    #[tokio::test]
    async fn whoever_had_signed_out_since_is_not_signed_in_again() {
        let desk = Desk::open("").await;
        Visitor::of(&desk).sign_in().await;
        assert_eq!(desk.sessions.open_sessions(None).await.unwrap().len(), 1);
        let said = mark(&desk.store, Arc::new(SystemClock::default())).await.unwrap();
        assert!(said.ends_with("\n1 sign-ins ended"), "{said}");
        assert!(desk.sessions.open_sessions(None).await.unwrap().is_empty());
    }
}

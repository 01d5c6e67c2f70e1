//! `deskside sessions`: who is signed in, and the end of it. It works on the database, beside a running server, which
//! notices within 30 seconds, and on PostgreSQL at once.

use std::{
    io::{self, Write as _},
    sync::Arc,
};

use clap::Subcommand;
use domain::EmployeeId;
use service::{StoreError, SystemClock};
use store::{Database, Sessions as Store, Which};

use super::beside;
use crate::{config::Config, fault::Fault};

/// What there is to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// List who is signed in, how, and since when.
    List,
    /// Sign people out.
    End {
        /// Their user principal names.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        employees: Vec<String>,
        /// Everybody.
        #[arg(long)]
        all: bool,
    },
}

impl beside::Task for Task {
    async fn run(self, _: &Config, store: &Database) -> Result<(), Fault> {
        let sessions = Store::new(store.clone(), Arc::new(SystemClock::default()));
        let written = match self {
            Self::List => list(&sessions).await?,
            Self::End { employees, all } => {
                let ended = end(&sessions, &employees, all).await?;
                writeln!(io::stdout(), "{ended} ended")
            }
        };
        written.map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))
    }
}

async fn end(sessions: &Store, employees: &[String], all: bool) -> Result<u64, Fault> {
    if all {
        return sessions.end(&Which::All).await.map_err(|error| failed(&error));
    }
    let ids = employees.iter().map(|upn| upn.trim().parse());
    let ids: Vec<EmployeeId> = ids
        .collect::<Result<_, _>>()
        .map_err(|error: domain::InvalidId| Fault::new(error.to_string(), ""))?;
    let mut ended = 0;
    for id in &ids {
        ended += sessions
            .end(&Which::Of(id))
            .await
            .map_err(|error| failed(&error))?;
    }
    Ok(ended)
}

async fn list(sessions: &Store) -> Result<io::Result<()>, Fault> {
    let open = sessions
        .open_sessions(None)
        .await
        .map_err(|error| failed(&error))?;
    let mut out = io::stdout().lock();
    let mut line = |employee: &str, way: &str, begun: &str, idle: &str| {
        writeln!(out, "{employee:<40}  {way:<20}  {begun:<20}  {idle:<20}")
    };
    let mut written = line("EMPLOYEE", "BY", "SINCE", "UNTIL, UNLESS USED");
    for one in open {
        let time = |at: jiff::Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let sign_in = one.sign_in;
        written = written.and(line(
            sign_in.identity.id.as_str(),
            &sign_in.way.to_string(),
            &time(sign_in.begun_at),
            &time(one.idle_until.min(sign_in.until)),
        ));
    }
    Ok(written)
}

fn failed(error: &StoreError) -> Fault {
    Fault::new(format!("the database cannot be used: {error}"), "")
}

//! `deskside inbox`: the webhooks that could not be read. It works on the database, beside a running server, which
//! looks every few seconds for what is to be read again.

use std::{
    fmt,
    io::{self, Write as _},
};

use clap::Subcommand;
use service::{Clock as _, Inbox as _, Quarantined, StoreError, SystemClock};
use store::Database;

use super::beside;
use crate::{config::Config, fault::Fault};

/// What there is to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// List them, with the reason.
    List,
    /// Write one to standard output, byte for byte as it came.
    Show {
        /// Its id, from the list.
        id: i64,
    },
    /// Have some read again, for example after an update.
    Replay {
        /// Their ids, from the list.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        ids: Vec<i64>,
        /// All of them.
        #[arg(long)]
        all: bool,
    },
    /// Delete some.
    Drop {
        /// Their ids, from the list.
        #[arg(required = true)]
        ids: Vec<i64>,
    },
}

impl beside::Task for Task {
    async fn run(self, _: &Config, store: &Database) -> Result<(), Fault> {
        match self {
            Self::List => list(&quarantined(store).await?),
            Self::Show { id } => {
                let body = store.quarantined_body(id).await.map_err(|error| failed(&error))?;
                written(io::stdout().write_all(&body.ok_or_else(|| missing(&[id]))?))
            }
            Self::Replay { ids, all } => {
                let ids = if all {
                    let all = quarantined(store).await?;
                    all.into_iter().map(|kept| kept.id).collect()
                } else {
                    ids
                };
                let now = SystemClock::default().now();
                each(ids, "to be read again", async |id| store.replay(id, now).await).await
            }
            Self::Drop { ids } => each(ids, "dropped", async |id| store.discard(id).await).await,
        }
    }
}

async fn quarantined(store: &Database) -> Result<Vec<Quarantined>, Fault> {
    store.quarantined().await.map_err(|error| failed(&error))
}

fn list(kept: &[Quarantined]) -> Result<(), Fault> {
    let mut out = io::stdout().lock();
    let mut line = |cells: [&dyn fmt::Display; 6]| {
        let [id, source, received, times, size, fault] = cells;
        written(writeln!(
            out,
            "{id:>8}  {source:<20}  {received:<20}  {times:>5}  {size:>6}  {fault}"
        ))
    };
    line([&"ID", &"SOURCE", &"RECEIVED", &"TIMES", &"BYTES", &"FAULT"])?;
    for one in kept {
        let received = one.received_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        // What a sender wrote may stand in the reason: it must not move the cursor.
        let fault = one.fault.escape_debug().to_string();
        line([&one.id, &one.source, &received, &one.times, &one.size, &fault])?;
    }
    Ok(())
}

/// Does something with each, says how many there were, and names the ones that are not there.
async fn each(
    ids: Vec<i64>,
    done: &str,
    act: impl AsyncFn(i64) -> Result<bool, StoreError>,
) -> Result<(), Fault> {
    let (mut count, mut absent) = (0, Vec::new());
    for id in ids {
        if act(id).await.map_err(|error| failed(&error))? {
            count += 1;
        } else {
            absent.push(id);
        }
    }
    written(writeln!(io::stdout(), "{count} {done}"))?;
    if absent.is_empty() {
        Ok(())
    } else {
        Err(missing(&absent))
    }
}

fn missing(ids: &[i64]) -> Fault {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let what = format!("not in quarantine: {}", ids.join(", "));
    Fault::new(what, "`deskside inbox list` shows what is")
}

fn failed(error: &StoreError) -> Fault {
    Fault::new(format!("the database cannot be used: {error}"), "")
}

fn written(result: io::Result<()>) -> Result<(), Fault> {
    result.map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))
}

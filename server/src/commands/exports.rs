//! `deskside exports`: what feeds of exported data have brought. It works on the database, beside a running server.

use std::{
    collections::BTreeMap,
    fmt,
    io::{self, Write as _},
};

use clap::Subcommand;
use domain::FeedName;
use jiff::Timestamp;
use service::{BroughtFile, Directory as _, DirectorySet, Feeds as _, SetInForce, StoreError};
use store::Database;

use super::beside;
use crate::{
    config::{Config, Export},
    fault::Fault,
};

/// So many rows are shown.
const SHOWN: u32 = 1_000;

/// What there is to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Show what is in force, and what came last.
    List,
    /// Show the rows of a feed that could not be read, those of the latest file first.
    Bad {
        /// The feed.
        feed: FeedName,
    },
}

impl beside::Task for Task {
    async fn run(self, config: &Config, store: &Database) -> Result<(), Fault> {
        match self {
            Self::List => list(store, &config.exports).await,
            Self::Bad { feed } => bad(store, &feed, config.exports.contains_key(&feed)).await,
        }
    }
}

async fn list(store: &Database, feeds: &BTreeMap<FeedName, Export>) -> Result<(), Fault> {
    let sets = store.directory().await.map_err(|error| failed(&error))?;
    let files = store.last_files().await.map_err(|error| failed(&error))?;
    let silent = feeds.iter().filter(|(feed, export)| {
        let set = DirectorySet::from(export.set);
        files.iter().all(|file| file.feed != **feed || file.set != set)
    });
    write(&sets, &files, silent.map(|(feed, _)| feed)).map_err(|error| unwritten(&error))
}

fn write<'a>(
    sets: &[SetInForce],
    files: &[BroughtFile],
    silent: impl Iterator<Item = &'a FeedName>,
) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let mut line = |cells: [&dyn fmt::Display; 5]| {
        let [first, when, rows, bad, last] = cells;
        writeln!(out, "{first:<20}  {when:<20}  {rows:>9}  {bad:>9}  {last}")
    };
    line([&"SET IN FORCE", &"AS OF", &"ROWS", &"", &"BROUGHT BY"])?;
    for set in sets {
        line([&set.set.name(), &time(set.as_of), &set.rows, &"", &set.source])?;
    }
    line([&"FEED", &"LAST CAME", &"ROWS", &"BAD", &"WHAT BECAME OF IT"])?;
    for file in files {
        let became = match &file.refused {
            None => "taken".to_owned(),
            // What a sender wrote may stand in the reason: it must not move the cursor.
            Some(why) => format!("refused: {}", why.escape_debug()),
        };
        let became = format!("{} {became}", file.set.name());
        line([&file.feed, &time(file.ended_at), &file.rows, &file.bad, &became])?;
    }
    for feed in silent {
        line([feed, &"never", &0, &0, &""])?;
    }
    Ok(())
}

async fn bad(store: &Database, feed: &FeedName, is_configured: bool) -> Result<(), Fault> {
    let rows = store
        .bad_rows(feed, SHOWN)
        .await
        .map_err(|error| failed(&error))?;
    if rows.is_empty() && !is_configured {
        let what = format!("no feed is called {feed}, and nothing is kept of one");
        return Err(Fault::new(what, "`deskside exports list` shows which there are"));
    }
    let mut out = io::stdout().lock();
    let mut generation = "";
    for kept in &rows {
        let mut written = Ok(());
        if kept.generation != generation {
            generation = &kept.generation;
            written = writeln!(out, "file of {} (generation {generation})", time(kept.ended_at));
        }
        let (why, text) = (kept.row.why.escape_debug(), kept.row.text.escape_debug());
        written
            .and_then(|()| writeln!(out, "{:>8}  {why}: {text}", kept.row.line))
            .map_err(|error| unwritten(&error))?;
    }
    Ok(())
}

fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn failed(error: &StoreError) -> Fault {
    Fault::new(format!("the database cannot be used: {error}"), "")
}

fn unwritten(error: &io::Error) -> Fault {
    Fault::new(format!("cannot write the answer: {error}"), "")
}

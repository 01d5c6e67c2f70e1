//! `cargo xtask bench`: figures about what is shipped. Times and sizes are not asserted: whether one is good depends
//! on the machine, and that is for people to judge. What must not happen on any machine fails the command.
//!
//! To add one: a file with a `run` that returns [`Figure`]s, and one line in [`Name`].

mod browser;
mod browser_script;
mod busy;
mod deskside;
mod directory;
mod embed;
mod exports;
pub mod faults;
mod feeds;
mod figure;
mod fleet;
mod forms;
mod hooks;
mod http;
mod installation;
mod lighthouse;
mod load;
mod nginx;
mod pages;
mod place;
mod quantile;
mod random;
pub mod replicas;
mod signed_in;
mod site_steps;
mod size;
mod sse;
mod start;
mod stream;
mod tenant;
mod webhooks;

use std::io::{self, Write};

use anyhow::{Context, Result, bail};

use self::figure::Figure;
use crate::{
    build,
    project::{Project, TENANT_SIM},
    site,
};

/// `cargo xtask bench`
#[derive(clap::Args)]
pub struct Args {
    /// Which one; all of what is shipped when left out
    #[command(subcommand)]
    name: Option<Name>,
    /// One JSON object a line: name, value, unit
    #[arg(long, global = true)]
    json: bool,
}

/// One variant a benchmark.
#[derive(Clone, Copy, clap::Subcommand)]
enum Name {
    /// Bytes that a browser loads
    Size,
    /// How long the site takes to assemble
    Site,
    /// From start to the first answer, and memory when idle
    Start,
    /// Pages a second out of a warm cache, on one core
    Pages,
    /// Kills, faults and breaking connections: nothing may be doubled or lost
    Faults(faults::Args),
    /// Thousands of open pages: memory, time to the event, and a restart
    Stream(stream::Args),
    /// A working day of 10,000 people at fast time: how often the tenant is asked
    Fleet(fleet::Args),
    /// A company of 100,000 devices: home pages, on either database
    Directory(directory::Args),
    /// A feed brings a million rows: how fast, with how much memory, and what pages notice of it
    Exports(exports::Args),
    /// Several servers behind nginx: streams, fixes from each, kills and a rolling restart
    Replicas(replicas::Args),
    /// How soon the widget can be read in a portal's page over a slow line
    Embed,
    /// What Lighthouse says of the pages, and how soon a press is seen, on a throttled phone
    Lighthouse,
    /// From a webhook to the open page that shows what it told
    Hooks,
}

/// Runs one benchmark, or those that take no more than a minute, each printed as soon as it is known.
pub fn run(project: &Project, args: &Args) -> Result<()> {
    let quick = [Name::Size, Name::Site, Name::Start, Name::Pages];
    let chosen = args.name.as_ref().map_or(&quick[..], std::slice::from_ref);
    // Cargo must not see clocks that are wrong.
    let is_built = matches!(chosen, [Name::Fleet(how)] if how.fast);
    if !is_built {
        site::build(project)?;
    }
    if !is_built && !chosen.iter().all(|name| matches!(name, Name::Size | Name::Site)) {
        let debug = match chosen {
            [Name::Faults(how)] => how.debug,
            [Name::Replicas(how)] => how.debug,
            [Name::Fleet(how)] => how.debug,
            [Name::Directory(how)] => how.debug,
            [Name::Exports(how)] => how.debug,
            _ => false,
        };
        build::binaries(project, &[&project.names.bin_package, TENANT_SIM], !debug)?;
    }
    for name in chosen {
        let figures = match name {
            Name::Size => size::run(project)?,
            Name::Site => site_steps::run(project)?,
            Name::Start => start::run(project)?,
            Name::Pages => pages::run(project)?,
            Name::Embed => embed::run(project)?,
            Name::Lighthouse => lighthouse::run(project)?,
            Name::Hooks => hooks::run(project)?,
            Name::Fleet(how) => fleet::run(project, how, args.json)?,
            Name::Directory(how) => directory::run(project, how)?,
            Name::Stream(how) => stream::run(project, how)?,
            Name::Exports(how) => exports::run(project, how)?,
            Name::Faults(how) => judged(&faults::run(project, how)?, args.json)?,
            Name::Replicas(how) => judged(&replicas::run(project, how)?, args.json)?,
        };
        print(&figures, args.json).context("writing the figures")?;
    }
    Ok(())
}

/// Prints what was counted, also where the verdict is that something is wrong; nothing is left to print then.
fn judged(verdict: &faults::Verdict, json: bool) -> Result<Vec<Figure>> {
    print(verdict.figures(), json).context("writing the figures")?;
    if !verdict.is_good() {
        bail!("not everything is as it must be:\n{verdict}");
    }
    Ok(Vec::new())
}

fn print(figures: &[Figure], json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for figure in figures {
        if json {
            writeln!(out, "{}", figure.json())?;
        } else {
            writeln!(out, "{figure}")?;
        }
    }
    out.flush()
}

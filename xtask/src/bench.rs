//! `cargo xtask bench`: figures about what is shipped. Nothing is asserted: whether a figure is good depends
//! on the machine, and that is for people to judge.
//!
//! To add one: a file with a `run` that returns [`Figure`]s, and one line in [`Name`].

mod deskside;
mod figure;
mod http;
mod load;
mod pages;
mod quantile;
mod serving;
mod signed_in;
mod site_steps;
mod size;
mod start;

use std::io::{self, Write};

use anyhow::{Context, Result};

use self::figure::Figure;
use crate::{build, project::Project, site};

/// `cargo xtask bench`
#[derive(clap::Args)]
pub struct Args {
    /// Which one; all when left out
    #[arg(value_enum)]
    name: Option<Name>,
    /// One JSON object a line: name, value, unit
    #[arg(long)]
    json: bool,
}

/// One variant a benchmark.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Name {
    /// Bytes that a browser loads
    Size,
    /// How long the site takes to assemble
    Site,
    /// From start to the first answer, and memory when idle
    Start,
    /// Pages a second out of a warm cache, on one core
    Pages,
}

/// Runs one benchmark or all, each printed as soon as it is known.
pub fn run(project: &Project, args: &Args) -> Result<()> {
    let all = [Name::Size, Name::Site, Name::Start, Name::Pages];
    let chosen = args.name.as_ref().map_or(&all[..], std::slice::from_ref);
    if chosen
        .iter()
        .any(|name| matches!(name, Name::Start | Name::Pages))
    {
        build::site_and_binary(project, true)?;
    } else {
        site::build(project)?;
    }
    for name in chosen {
        let figures = match name {
            Name::Size => size::run(project)?,
            Name::Site => site_steps::run(project)?,
            Name::Start => start::run(project)?,
            Name::Pages => pages::run(project)?,
        };
        print(&figures, args.json).context("writing the figures")?;
    }
    Ok(())
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

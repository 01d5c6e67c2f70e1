//! Ten thousand open pages on one server: what they cost, how soon they hear, and whether they lose anything.

mod broadcast;
mod lonely;
mod press;
mod restart;
mod swarm;

use std::{fs, thread, time::Duration};

use anyhow::{Context, Result, bail};

use self::press::Buttons;
pub use self::{press::said, swarm::Swarm};
use super::{
    figure::Figure,
    installation::{Installation, Server},
    quantile::quantile,
    tenant::{Fleet, Person, Tenant},
};
use crate::project::Project;

/// Enough people with devices for as many presses as are measured.
const FLEET: Fleet = Fleet {
    seed: 7,
    people: 300,
    // As in life: executions that go on while something is measured would be noise.
    time_scale: 1.0,
};

/// Until a server has come to rest.
const SETTLE: Duration = Duration::from_secs(5);

/// How many open pages.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// How many streams to hold
    #[arg(long, default_value_t = 10_000)]
    streams: usize,
}

/// Memory, one event to one, one event to all, and a restart.
pub fn run(project: &Project, args: &Args) -> Result<Vec<Figure>> {
    may_open(args.streams + 200)?;
    let tenant = Tenant::start(project, true, FLEET)?;
    let people = tenant.people()?;
    let mut figures = Vec::new();

    let installation = Installation::new(project, true, Some(&tenant))?;
    let server = installation.start()?;
    let employees = strangers_after(&people, args.streams);
    let before = memory_when_warm(&installation, &server, &people)?;
    let swarm = Swarm::open(&installation.address, employees)?;
    thread::sleep(SETTLE);
    let held = server.resident_bytes()?.saturating_sub(before);
    figures.push(Figure::bytes("stream.resident_before", before));
    figures.push(Figure::bytes("stream.resident_each", held / args.streams.max(1)));
    figures.extend(lonely::run(&installation, &swarm, &people)?);
    swarm.close()?;
    drop((server, installation));

    let installation = Installation::new(project, true, Some(&tenant))?;
    let server = installation.start()?;
    let person = people.iter().rev().max_by_key(|person| person.devices.len());
    let person = person.context("the tenant has nobody")?;
    let swarm = Swarm::open(&installation.address, vec![person.upn.clone(); args.streams])?;
    let mut buttons = Buttons::of(person);
    figures.extend(broadcast::run(&installation, &server, &swarm, &mut buttons)?);
    let (server, restarted) = restart::run(&installation, server, &swarm, &mut buttons)?;
    figures.extend(restarted);
    swarm.close()?;
    drop(server);
    Ok(figures)
}

/// Resident memory of a server that has shown some pages.
fn memory_when_warm(installation: &Installation, server: &Server, people: &[Person]) -> Result<usize> {
    for person in people.iter().take(50) {
        Buttons::of(person).look(&installation.address)?;
    }
    thread::sleep(SETTLE);
    server.resident_bytes()
}

/// The people of the tenant, and as many others as it takes: a proxy may name anybody.
pub fn strangers_after(people: &[Person], streams: usize) -> Vec<String> {
    let strangers = (0..).map(|number| format!("stranger.{number}@example.com"));
    let known = people.iter().map(|person| person.upn.clone());
    known.chain(strangers).take(streams).collect()
}

/// Whether this process, and so the server that it starts, may open so many files.
pub fn may_open(files: usize) -> Result<()> {
    let limits = fs::read_to_string("/proc/self/limits").context("reading /proc/self/limits")?;
    let allowed = open_files(&limits).context("/proc/self/limits names no number of open files")?;
    if allowed < files {
        bail!("{files} open files are needed, and {allowed} are allowed: run `ulimit -n {files}` first");
    }
    Ok(())
}

/// `Max open files   1024   4096   files` → 1024
fn open_files(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Quantiles of some times, in milliseconds.
fn times(name: &str, mut times: Vec<Duration>, per_milles: &[(&str, usize)]) -> Vec<Figure> {
    times.sort_unstable();
    let of = |(label, per_mille): &(&str, usize)| {
        let time = quantile(&times, *per_mille)?;
        Some(Figure::new(
            format!("stream.{name}.{label}"),
            time.as_secs_f64() * 1000.0,
            "ms",
        ))
    };
    per_milles.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_files_that_may_be_opened_is_the_soft_limit() {
        let limits =
            "Limit   Soft Limit   Hard Limit   Units\nMax open files            1024    4096    files\n";
        assert_eq!(open_files(limits), Some(1024));
        assert!(may_open(1).is_ok() && may_open(usize::MAX).is_err());
    }

    #[test]
    fn everybody_is_somebody_else() {
        let employees = strangers_after(&[], 3);
        assert_eq!(employees.len(), 3);
        assert_ne!(employees[0], employees[1]);
    }
}

//! Whether anything is doubled or lost while everything goes wrong at once.
//!
//! Employees press remedies of a server that is killed again and again, whose tenant fails in every way that it can, and
//! whose streams are cut off with it. This measures correctness, not speed: nobody limits how often the tenant is
//! asked. Some of the verdict's figures have to be 0; where one is not, the command fails.

pub mod driver;
mod killer;
pub mod ledger;
pub mod progress;
pub mod readers;
pub mod settle;
pub mod verdict;
mod weather;
pub mod workflows;

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use anyhow::{Context, Result, anyhow};

pub use self::verdict::Verdict;
use self::{
    driver::{Driver, Slot},
    ledger::Ledger,
    progress::Progress,
    readers::Readers,
    verdict::Evidence,
    workflows::Workflows,
};
use super::{
    place::Place,
    random::Random,
    tenant::{Fleet, Person, Tenant},
    webhooks,
};
use crate::project::Project;

/// Devices act so much faster than in life that an execution takes a second or two.
const TIME_SCALE: f64 = 10.0;

/// Who presses at the same time.
const WORKERS: usize = 8;

/// Whose streams are followed, each by [`READERS_EACH`].
const FOLLOWED: usize = 20;
const READERS_EACH: usize = 2;

/// How much goes wrong.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// How many executions to start
    #[arg(long, default_value_t = 1000)]
    executions: usize,
    /// How often to kill a server
    #[arg(long, default_value_t = 50)]
    kills: usize,
    /// How many servers there are: several share a PostgreSQL, which is restarted as well, behind nginx
    #[arg(long, default_value_t = 1)]
    servers: usize,
    /// Take the binaries that tests take, which are compiled sooner
    #[arg(long)]
    pub debug: bool,
    /// Decides what goes wrong when, as far as that can be decided [default: another one each time]
    #[arg(long)]
    seed: Option<u64>,
}

impl Args {
    /// What every run of the tests does.
    pub const fn short() -> Self {
        Self {
            executions: 100,
            kills: 5,
            servers: 1,
            debug: true,
            seed: None,
        }
    }

    /// The same with several servers.
    pub const fn short_with(servers: usize) -> Self {
        Self {
            kills: 10,
            servers,
            ..Self::short()
        }
    }
}

/// Lets everything go wrong, waits until it has come to rest, and judges.
pub fn run(project: &Project, args: &Args) -> Result<Verdict> {
    let release = !args.debug;
    let seed = args.seed.unwrap_or_else(any_seed);
    let mut random = Random::new(seed);
    let fleet = Fleet {
        seed,
        people: 20 + args.executions / 3,
        time_scale: TIME_SCALE,
    };
    let tenant = Tenant::start(project, release, fleet)?;
    let mut people = tenant.people()?;
    random.shuffle(&mut people);
    let mut place = Place::new(project, release, &tenant, args.servers)?;
    let evidence = gather(project, args, &tenant, &people, &place, &mut random)
        .with_context(|| format!("with seed {seed}"))?;
    let verdict = Verdict::of("faults", &evidence, seed);
    if !verdict.is_good() {
        for installation in &mut place.installations {
            let kept = installation.keep().display();
            eprintln!("    a server's log and data are kept in {kept}");
        }
    }
    Ok(verdict)
}

fn gather(
    project: &Project,
    args: &Args,
    tenant: &Tenant,
    people: &[Person],
    place: &Place,
    random: &mut Random,
) -> Result<Evidence> {
    let slots = Slot::all(people, FOLLOWED);
    let devices: Vec<String> = slots.iter().map(|slot| slot.device.clone()).collect();
    let employees: Vec<String> = people.iter().map(|person| person.upn.clone()).collect();
    let followed: Vec<String> = employees.iter().take(FOLLOWED).cloned().collect();
    let progress = Progress::new(args.executions, args.kills);
    let ledger = Ledger::default();
    let workflows = Workflows::read(project)?;
    let address = place.address.as_str();
    let driver = Driver::new(address, slots, &workflows.asking, &progress, &ledger);
    let (calm, done) = (AtomicBool::new(false), AtomicBool::new(false));
    let readers = Readers::new(address, &followed, READERS_EACH);
    let servers = place.start()?;
    webhooks::connect(project, tenant, address)?;

    thread::scope(|scope| {
        // However this ends, everybody else ends with it.
        let _ends = Ends([&calm, &done, progress.given_up()]);
        for (reader, random) in readers.iter().map(|reader| (reader, random.fork())) {
            let done = &done;
            scope.spawn(move || reader.follow(done, random));
        }
        let (mut of_weather, calm) = (random.fork(), &calm);
        let weather = scope.spawn(move || weather::blow(tenant, &devices, calm, &mut of_weather));
        let workers: Vec<_> = (0..WORKERS)
            .map(|_| (random.fork(), &driver))
            .map(|(random, driver)| scope.spawn(move || driver.work(random)))
            .collect();
        let (servers, restarts) = killer::run(place, servers, args.kills, &progress, random)?;
        for worker in workers {
            worker.join().map_err(|_| anyhow!("a worker panicked"))?;
        }
        calm.store(true, Ordering::Release);
        let troubles = weather.join().map_err(|_| anyhow!("the weather panicked"))??;
        let settled = settle::wait(address, tenant, &ledger)?;
        let replays = readers.wait_for_replays()?;
        done.store(true, Ordering::Release);
        let evidence = Evidence {
            wanted: args.executions,
            ledger: ledger.take(),
            settled,
            seen: readers.seen(),
            replays,
            restarts,
            troubles,
            workflows: workflows.started,
        };
        drop(servers);
        Ok(evidence)
    })
}

/// Sets flags when it goes out of scope.
struct Ends<'a>([&'a AtomicBool; 3]);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        for flag in self.0 {
            flag.store(true, Ordering::Release);
        }
    }
}

/// The standard library seeds its maps with what the system calls random.
pub fn any_seed() -> u64 {
    // Few enough digits to be shown as a number.
    RandomState::new().hash_one(0) % 1_000_000
}

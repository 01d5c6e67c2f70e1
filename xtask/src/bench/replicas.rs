//! Several servers that share a PostgreSQL, behind nginx: thousands of open pages, people who press, kills, and a rolling
//! restart. Nothing may be lost or doubled, and whoever looks while the servers are restarted in turn must not notice it.

mod turns;
mod visits;

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use anyhow::{Result, anyhow};
use serde_json::Value;

use self::{turns::Turns, visits::Visits};
use super::{
    faults::{
        Verdict, any_seed,
        driver::{Driver, Slot},
        ledger::Ledger,
        progress::Progress,
        readers::Seen,
        settle,
        verdict::Evidence,
        workflows::Workflows,
    },
    place::Place,
    random::Random,
    sse::Event,
    stream::{Swarm, may_open, strangers_after},
    tenant::{Fleet, Tenant},
    webhooks,
};
use crate::project::Project;

/// How many people press at the same time.
const WORKERS: usize = 4;

/// Nothing more arrives when nothing has for so long.
const QUIET: Duration = Duration::from_secs(3);

/// How many, and for how long.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// How many streams to hold
    #[arg(long, default_value_t = 10_000)]
    streams: usize,
    /// How many executions to start
    #[arg(long, default_value_t = 500)]
    executions: usize,
    /// How many servers there are
    #[arg(long, default_value_t = 3)]
    servers: usize,
    /// How often to kill one of them, before each is restarted in order
    #[arg(long, default_value_t = 6)]
    kills: usize,
    /// How many seconds after the one before
    #[arg(long, default_value_t = 10)]
    every: u64,
    /// Take the binaries that tests take, which are compiled sooner
    #[arg(long)]
    pub debug: bool,
}

impl Args {
    /// Few enough for every test run.
    pub const fn short() -> Self {
        Self {
            streams: 200,
            executions: 60,
            servers: 3,
            kills: 3,
            every: 3,
            debug: true,
        }
    }
}

/// Kills, restarts, and compares what everybody has heard with what happened.
pub fn run(project: &Project, args: &Args) -> Result<Verdict> {
    may_open(args.streams + 500)?;
    let seed = any_seed();
    let mut random = Random::new(seed);
    let fleet = Fleet {
        seed,
        people: args.executions,
        // Fixes come to their ends while servers die.
        time_scale: 20.0,
    };
    let tenant = Tenant::start(project, !args.debug, fleet)?;
    let people = tenant.people()?;
    for device in people.iter().flat_map(|person| &person.devices) {
        // One that is switched off would be waited for longer than all this takes.
        tenant.post(&format!("/devices/{}/online", device.collector_uid), &Value::Null)?;
    }
    let place = Place::new(project, !args.debug, &tenant, args.servers)?;
    let servers = place.start()?;
    webhooks::connect(project, &tenant, &place.address)?;
    let employees = strangers_after(&people, args.streams);
    let swarm = Swarm::open(&place.address, employees.clone())?;

    let (ledger, visits, done) = (Ledger::default(), Visits::default(), AtomicBool::new(false));
    let workflows = Workflows::read(project)?;
    let turns = Turns {
        kills: args.kills,
        pause: Duration::from_secs(args.every),
    };
    let progress = Progress::new(args.executions, turns.all(&place));
    let slots = Slot::all(&people, 0);
    let driver = Driver::new(&place.address, slots, &workflows.asking, &progress, &ledger);
    let (servers, taken) = thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS)
            .map(|_| (random.fork(), &driver))
            .map(|(random, driver)| scope.spawn(move || driver.work(random)))
            .collect();
        let looking = scope.spawn(|| visits.look_until(&place.address, &people, &done));
        let taken = turns.take(&place, servers, &progress, &visits);
        if taken.is_err() {
            progress.given_up().store(true, Ordering::Release);
        }
        for worker in workers {
            worker.join().map_err(|_| anyhow!("a worker panicked"))?;
        }
        done.store(true, Ordering::Release);
        looking.join().map_err(|_| anyhow!("the visitor panicked"))?;
        taken
    })?;
    swarm.wait_until_open()?;
    let settled = settle::wait(&place.address, &tenant, &ledger)?;
    let heard = hear(&swarm, &employees)?;
    let opened = swarm.opened();
    swarm.close()?;
    let again = employees.iter().take(people.len()).cloned().collect();
    let swarm = Swarm::open(&place.address, again)?;
    let replays = hear(&swarm, &employees)?;
    swarm.close()?;
    drop(servers);

    let seen = employees.iter().map(|employee| Seen {
        employee: employee.clone(),
        events: heard.get(employee).cloned().unwrap_or_default(),
        opened: 1,
    });
    let evidence = Evidence {
        wanted: args.executions,
        ledger: ledger.take(),
        settled,
        seen: seen.collect(),
        replays,
        restarts: taken.restarts,
        troubles: 0,
        workflows: workflows.started,
    };
    let mut verdict = Verdict::of("replicas", &evidence, seed);
    verdict.note("streams.opened", opened);
    verdict.note("kills.leader", taken.leaders);
    let missed = (taken.leaders..turns.of_leaders())
        .map(|_| "a kill did not hit the server that followed executions".to_owned());
    verdict.must_not_be("kills.leader_missed", &missed.collect::<Vec<_>>());
    verdict.note("kills.pages", taken.while_killed.looked);
    verdict.note("kills.pages_failed", taken.while_killed.failed);
    verdict.note("rolling.pages", taken.while_restarted.looked);
    verdict.must_not_be("rolling.pages_failed", &taken.while_restarted.failures());
    Ok(verdict)
}

/// What was heard of each employee until nothing more comes.
fn hear(swarm: &Swarm, employees: &[String]) -> Result<BTreeMap<String, Vec<Event>>> {
    let mut heard: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    while let Some(arrival) = swarm.next(QUIET)? {
        let employee = employees[arrival.stream].clone();
        heard.entry(employee).or_default().push(arrival.event);
    }
    Ok(heard)
}

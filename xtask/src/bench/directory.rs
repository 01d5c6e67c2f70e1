//! A company of 100,000 devices: how soon a page comes whose person nobody has asked about before, on either database.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, anyhow, bail};
use throwaway_postgres::Cluster;

use super::{
    browser::Browser,
    feeds::{
        self,
        rows::{self, Extent, Packed, Set},
    },
    figure::Figure,
    installation::{Ground, Installation},
    quantile::quantile,
    tenant::{Fleet, Tenant},
};
use crate::{project::Project, test::postgres};

/// How many people use a device.
const USERS: usize = 3;

/// How big.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// How many devices there are
    #[arg(long, default_value_t = 100_000)]
    devices: usize,
    /// How many of their people look at their home page, twice
    #[arg(long, default_value_t = 20_000)]
    views: usize,
    /// How many of them at the same time
    #[arg(long, default_value_t = 4)]
    at_once: usize,
    /// Take the binaries that tests take, which are compiled sooner
    #[arg(long)]
    pub debug: bool,
}

/// On an SQLite file, then on PostgreSQL.
pub fn run(project: &Project, args: &Args) -> Result<Vec<Figure>> {
    let fleet = Fleet {
        seed: 1,
        people: 5,
        time_scale: 1.0,
    };
    let tenant = Tenant::start(project, !args.debug, fleet)?;
    let mut figures = on(project, args, &tenant, "sqlite", None)?;
    postgres::install_where_missing()?;
    let cluster = Cluster::start().context("starting a PostgreSQL")?;
    figures.extend(on(project, args, &tenant, "postgres", Some(&cluster.url()))?);
    Ok(figures)
}

fn on(
    project: &Project,
    args: &Args,
    tenant: &Tenant,
    kind: &str,
    database: Option<&str>,
) -> Result<Vec<Figure>> {
    let ground = Ground {
        tenant: Some(tenant),
        database,
        sections: &feeds::sections(),
        ..Ground::default()
    };
    let installation = Installation::on(project, !args.debug, &ground)?;
    let server = installation.start()?;
    let mut loaded = Duration::ZERO;
    for set in Set::ALL {
        let file = installation.folder().join(set.name());
        let devices = args.devices;
        let rows = match set {
            Set::Devices => devices,
            Set::People => devices * USERS,
        };
        rows::write(&file, set, Packed::Plain, Extent { rows, devices })?;
        let start = Instant::now();
        feeds::bring(&installation, set, &file)?;
        loaded += start.elapsed();
    }

    let per_worker = args.views.div_ceil(args.at_once);
    let address = installation.address.as_str();
    let times = thread::scope(|scope| {
        let workers: Vec<_> = (0..args.at_once)
            .map(|worker| scope.spawn(move || look(address, args.devices, worker * per_worker, per_worker)))
            .collect();
        let joined = workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| anyhow!("a worker panicked"))?);
        joined.collect::<Result<Vec<_>>>()
    })?;
    let (mut first, mut again): (Vec<Duration>, Vec<Duration>) = times.into_iter().flatten().unzip();
    let name = |what: &str| format!("directory.{kind}.{what}");
    let mut figures = vec![Figure::new(name("load"), loaded.as_secs_f64(), "s")];
    for (what, times) in [("first", &mut first), ("again", &mut again)] {
        times.sort_unstable();
        for (quantile_name, per_mille) in [("p50", 500), ("p99", 990)] {
            let time = quantile(times, per_mille).context("nobody looked")?;
            figures.push(Figure::new(
                name(&format!("home.{what}.{quantile_name}")),
                time.as_secs_f64() * 1000.0,
                "ms",
            ));
        }
    }
    figures.push(Figure::bytes(name("resident"), server.resident_bytes()?));
    Ok(figures)
}

/// Each of these people looks twice: nothing is in memory of them the first time.
fn look(address: &str, devices: usize, from: usize, views: usize) -> Result<Vec<(Duration, Duration)>> {
    let mut times = Vec::with_capacity(views);
    for view in from..from + views {
        // As people come: from all over the index.
        let number = view * 7_919 % devices;
        let mut browser = Browser::new(address, &rows::person(number));
        let mut timed = || {
            let start = Instant::now();
            let (status, page) = browser.get("/")?;
            let time = start.elapsed();
            if status != 200 || !page.contains(&rows::name(number)) {
                bail!(
                    "{} was answered with {status}, and does not see {}",
                    rows::person(number),
                    rows::name(number)
                );
            }
            Ok(time)
        };
        times.push((timed()?, timed()?));
    }
    Ok(times)
}

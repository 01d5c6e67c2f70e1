//! A working day of a big company, at fast time: how often the tenant is asked, and how old is what people read.
//!
//! Clocks run faster in all processes (`faketime`), so that every rhythm, limit and age is what it is in life. The tenant
//! limits how often it may be asked as Nexthink does, and Deskside runs as it is shipped.

mod day;
mod seen;

use std::{env, process::Command, thread, time::Duration};

use anyhow::{Context as _, Result};
use serde_json::Value;

use self::{day::Day, seen::Seen};
use super::{
    faults::workflows::Workflows,
    figure::Figure,
    installation::{Ground, Installation},
    random::Random,
    tenant::{Fleet, Tenant},
    webhooks,
};
use crate::{project::Project, run, test::apt};

/// People come when everybody's devices have been learned once.
const BEFORE: Duration = Duration::from_secs(15 * 60);

/// After the last view, so that what was begun comes to its end.
const AFTER: Duration = Duration::from_secs(15 * 60);

/// How much later than usual a call may be, in milliseconds of this machine, which is not faster for its clocks: it has three
/// programs to run.
const LATE: u32 = 45;

/// How big, and how fast.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// How many people there are
    #[arg(long, default_value_t = 10_000)]
    people: usize,
    /// How many pages they look at
    #[arg(long, default_value_t = 20_000)]
    views: usize,
    /// How many fixes they run
    #[arg(long, default_value_t = 500)]
    fixes: usize,
    /// How many hours the day has
    #[arg(long, default_value_t = 8)]
    hours: u64,
    /// How much faster than in life clocks run
    #[arg(long, default_value_t = 20)]
    speed: u32,
    /// Take the binaries that tests take, which are compiled sooner
    #[arg(long)]
    pub debug: bool,
    /// Clocks are fast already
    #[arg(long, hide = true)]
    pub fast: bool,
}

/// Starts itself again where clocks are fast; there, lives through the day.
pub fn run(project: &Project, args: &Args, json: bool) -> Result<Vec<Figure>> {
    if args.fast {
        return live(project, args);
    }
    if !run::is_there("faketime") {
        apt::install("faketime", &["faketime"], "install the package `faketime`")?;
    }
    let mut command = Command::new("faketime");
    command
        .args(["-f", &format!("+0 x{}", args.speed)])
        .arg(env::current_exe().context("looking for this program")?)
        .args(["bench", "fleet", "--fast"])
        .args(["--people", &args.people.to_string()])
        .args(["--views", &args.views.to_string()])
        .args(["--fixes", &args.fixes.to_string()])
        .args(["--hours", &args.hours.to_string()])
        .args(["--speed", &args.speed.to_string()])
        .args(args.debug.then_some("--debug"))
        .args(json.then_some("--json"))
        .current_dir(&project.root);
    run::wait(&mut command)?;
    Ok(Vec::new())
}

fn live(project: &Project, args: &Args) -> Result<Vec<Figure>> {
    let fleet = Fleet {
        seed: 7,
        people: args.people,
        time_scale: 1.0,
    };
    let tenant = Tenant::start_strict(project, !args.debug, fleet)?;
    let mut people = tenant.people()?;
    let mut random = Random::new(7);
    random.shuffle(&mut people);
    let late = LATE * args.speed;
    let sections = format!(
        "[budget]\nnql.late_ms = {late}\nremote_actions.late_ms = {late}\nworkflows.late_ms = {late}\n"
    );
    let ground = Ground {
        tenant: Some(&tenant),
        is_strict: true,
        sections: &sections,
        ..Ground::default()
    };
    let installation = Installation::on(project, !args.debug, &ground)?;
    let server = installation.start()?;
    webhooks::connect(project, &tenant, &installation.address)?;
    thread::sleep(BEFORE);
    let before: Value = tenant.get("/stats")?;

    let hours = Duration::from_secs(args.hours * 60 * 60);
    let workflows = Workflows::read(project)?;
    let day = Day::plan(&people, args.views, args.fixes, hours, &mut random);
    let seen = day.live(&installation.address, &people, &workflows.asking, &mut random)?;
    thread::sleep(AFTER);

    let after: Value = tenant.get("/stats")?;
    drop(server);
    Ok(figures(&seen, &before, &after))
}

fn figures(seen: &Seen, before: &Value, after: &Value) -> Vec<Figure> {
    let mut figures = seen.figures();
    let asked = |stats: &Value| stats["nql"]["total"].as_f64().unwrap_or_default();
    let queries = asked(after) - asked(before);
    figures.push(Figure::new("fleet.nql", queries, ""));
    figures.push(Figure::new(
        "fleet.views_each_nql",
        seen.views() as f64 / queries.max(1.0),
        "",
    ));
    let counts = |stats: &Value, path: &str| {
        stats
            .pointer(path)
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default()
    };
    let begun = counts(before, "/nql/by_query");
    for (query, count) in counts(after, "/nql/by_query") {
        let count = count.as_f64().unwrap_or_default()
            - begun.get(&query).and_then(Value::as_f64).unwrap_or_default();
        if count > 0.0 {
            figures.push(Figure::new(
                format!("fleet.nql.{}", query.trim_start_matches('#')),
                count,
                "",
            ));
        }
    }
    let mut refused = 0.0;
    for (endpoint, statuses) in counts(after, "/calls") {
        for (status, count) in statuses.as_object().into_iter().flatten() {
            let begun = &before["calls"][&endpoint][status];
            let during = count.as_f64().unwrap_or_default() - begun.as_f64().unwrap_or_default();
            // Also what came before people did.
            refused += if status == "429" {
                count.as_f64().unwrap_or_default()
            } else {
                0.0
            };
            if during > 0.0 {
                figures.push(Figure::new(
                    format!("fleet.calls.{endpoint}.{status}"),
                    during,
                    "",
                ));
            }
        }
    }
    figures.push(Figure::new("fleet.refused_by_the_tenant", refused, ""));
    figures
}

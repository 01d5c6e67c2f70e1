//! Pages a second out of a warm cache: the server alone on one core, the load on another.

use std::{
    process::{Command, id},
    thread,
    time::Duration,
};

use anyhow::{Context, Result};

use super::{
    busy::busy,
    deskside::Deskside,
    figure::Figure,
    load::{self, Plan},
    signed_in::SignedIn,
};
use crate::{project::Project, run};

const PLAN: Plan = Plan {
    connections: 32,
    warm_up: Duration::from_secs(1),
    measured: Duration::from_secs(5),
};

/// What browsers send; an answer that is compressed for each request costs the server more than one that is not.
const BROWSER: &str = "gzip, br";

/// The home page and the page of a device, each as it is and compressed.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    let cores = thread::available_parallelism()
        .context("counting the cores")?
        .get();
    let pin = cores > 1 && run::is_there("taskset");
    if !pin {
        eprintln!("    no taskset or one core only: the server and the load share the cores");
    }
    let deskside = Deskside::start(project, pin.then_some(0))?;
    if pin {
        let (others, own) = (format!("1-{}", cores - 1), id().to_string());
        let mut taskset = Command::new("taskset");
        taskset
            .args(["--all-tasks", "--cpu-list", "--pid", &others, &own])
            .stdout(std::process::Stdio::null());
        run::wait(&mut taskset)?;
    }
    let signed_in = SignedIn::new(&deskside)?;
    let mut figures = Vec::new();
    for (page, path) in [("home", "/"), ("device", signed_in.device.as_str())] {
        for (form, encoding) in [("plain", None), ("compressed", Some(BROWSER))] {
            let name = |what: &str| format!("pages.{page}.{form}.{what}");
            let busy_before = busy(id())?;
            let outcome = load::run(signed_in.host(), &signed_in.get(path, encoding), PLAN)
                .with_context(|| format!("loading {path}"))?;
            let busy = (busy(id())? - busy_before) / (PLAN.warm_up + PLAN.measured).as_secs_f64();
            figures.push(Figure::new(name("rate"), outcome.rate.round(), "requests/s"));
            figures.push(Figure::new(name("p50"), outcome.p50.as_secs_f64() * 1000.0, "ms"));
            figures.push(Figure::new(name("p99"), outcome.p99.as_secs_f64() * 1000.0, "ms"));
            figures.push(Figure::bytes(name("body"), outcome.bytes));
            // Near 100, the load and not the server is what was measured.
            figures.push(Figure::new(
                name("load_busy"),
                (busy * 100.0).round(),
                "% of one core",
            ));
        }
    }
    Ok(figures)
}

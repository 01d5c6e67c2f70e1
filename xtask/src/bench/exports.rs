//! A feed brings all devices of a very big company, and who uses them: how fast, with how much memory, and what whoever
//! opens a page notices meanwhile.

mod visitor;
mod watched;

use std::{
    fs,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result};

use self::{visitor::Visitor, watched::Watched};
use super::{
    feeds::{
        self, bring,
        rows::{self, Extent, Packed, Set},
    },
    figure::Figure,
    installation::{Ground, Installation, Server},
    quantile::quantile,
};
use crate::project::Project;

/// For so long, pages are asked for while nothing is brought.
const BEFORE: Duration = Duration::from_secs(5);

/// So many rows are there before.
const FIRST: usize = 1_000;

/// How much.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// How many rows a file has
    #[arg(long, default_value_t = 1_000_000)]
    rows: usize,
    /// Take the binaries that tests take, which are compiled sooner
    #[arg(long)]
    pub debug: bool,
}

/// Brings each set plain and packed.
pub fn run(project: &Project, args: &Args) -> Result<Vec<Figure>> {
    let sections = feeds::sections();
    let ground = Ground {
        sections: &sections,
        ..Ground::default()
    };
    let installation = Installation::on(project, !args.debug, &ground)?;
    let server = installation.start()?;
    for set in Set::ALL {
        let file = installation.folder().join("first");
        rows::write(&file, set, Packed::Plain, Extent::of(FIRST))?;
        bring(&installation, set, &file)?;
    }
    let mut figures = Vec::new();
    let visitor = Visitor::begin(&installation.address, &rows::person(0), &rows::device(0))?;
    std::thread::sleep(BEFORE);
    figures.extend(of_pages("exports.before", visitor.end()?));
    for set in Set::ALL {
        for packed in Packed::ALL {
            figures.extend(measured(&installation, &server, (set, packed), args.rows)?);
        }
    }
    Ok(figures)
}

/// Brings one file while somebody looks at pages.
fn measured(
    installation: &Installation,
    server: &Server,
    (set, packed): (Set, Packed),
    rows: usize,
) -> Result<Vec<Figure>> {
    let file = installation.folder().join("file");
    rows::write(&file, set, packed, Extent::of(rows))?;
    let size = fs::metadata(&file).context("looking at the file")?.len();
    let visitor = Visitor::begin(&installation.address, &rows::person(0), &rows::device(0))?;
    let watched = Watched::begin(server.process())?;
    let (busy, start) = (server.busy()?, Instant::now());
    bring(installation, set, &file)?;
    let (busy, elapsed) = (server.busy()? - busy, start.elapsed());
    let growth = watched.end()?;
    let pages = visitor.end()?;
    fs::remove_file(&file).context("removing the file")?;
    let name = |what: &str| format!("exports.{}.{}.{what}", set.name(), packed.name());
    let mut figures = vec![
        Figure::new(name("size"), size as f64, "bytes"),
        Figure::new(
            name("rate"),
            (rows as f64 / elapsed.as_secs_f64()).round(),
            "rows/s",
        ),
        // With what pages cost meanwhile.
        Figure::new(
            name("rate_of_one_core"),
            (rows as f64 / busy.max(0.01)).round(),
            "rows/s",
        ),
        Figure::bytes(name("memory_growth"), growth),
    ];
    figures.extend(of_pages(&name("home"), pages));
    Ok(figures)
}

/// How long pages took.
fn of_pages(name: &str, mut times: Vec<Duration>) -> Vec<Figure> {
    times.sort_unstable();
    let quantiles = [("p50", 500), ("p99", 990)]
        .into_iter()
        .filter_map(|(label, per_mille)| {
            let time = quantile(&times, per_mille)?;
            Some(Figure::new(
                format!("{name}.{label}"),
                time.as_secs_f64() * 1000.0,
                "ms",
            ))
        });
    let mut figures: Vec<Figure> = quantiles.collect();
    figures.push(Figure::new(format!("{name}.pages"), times.len() as f64, ""));
    figures
}

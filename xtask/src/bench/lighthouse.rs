//! What Lighthouse says of the pages that employees see most, on its throttled phone, and how soon such a phone shows
//! that something was pressed.
//!
//! The browser and the pages are `end2end/bench/lighthouse/run.mjs`, which has npm packages of its own, installed on its
//! first run: nothing else needs them. With `LIGHTHOUSE_REPORTS`, the reports go into that folder.

use anyhow::Result;

use super::{browser_script::measure, figure::Figure};
use crate::project::Project;

/// Scores out of 100 and the figures behind them, the median of some runs for each page; and median and worst of
/// some presses for each interaction.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    measure(
        project,
        "lighthouse",
        "lighthouse/run.mjs",
        &["bench/lighthouse"],
        |figure| match figure.rsplit_once('.') {
            Some((_, "performance" | "accessibility" | "best_practices")) => "of 100",
            Some((_, "layout_shift")) => "",
            _ => "ms",
        },
    )
}

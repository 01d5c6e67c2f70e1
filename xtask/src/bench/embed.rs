//! How soon the widget can be read in a portal's page over a slow line, and whether it moves what stands around it.
//!
//! The browser, the line and the stopwatch are `end2end/bench/embed.mjs`.

use anyhow::Result;

use super::{browser_script::measure, figure::Figure};
use crate::project::Project;

/// Figures of a portal that has the widget far down its page, at a server that has answered before.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    measure(project, "embed", "embed.mjs", &[], |figure| {
        match figure.rsplit_once('.') {
            Some((_, "median" | "worst")) => "ms",
            Some((_, "transferred")) => "bytes",
            _ => "",
        }
    })
}

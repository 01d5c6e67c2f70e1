//! What a change of the user interface costs its author, besides compiling it.

use anyhow::Result;

use super::figure::Figure;
use crate::{project::Project, site};

/// Seconds of each step from the compiled Wasm to the finished site.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    let timings = site::measure(project)?;
    Ok(vec![
        Figure::new("site.bindgen", timings.bindgen.as_secs_f64(), "s"),
        Figure::new("site.style", timings.style.as_secs_f64(), "s"),
        Figure::new("site.public", timings.public.as_secs_f64(), "s"),
    ])
}

//! What a browser loads.

use anyhow::Result;

use super::figure::Figure;
use crate::{project::Project, site::Sizes};

/// Raw, gzip and brotli bytes of the Wasm, its glue and the style sheet, and what the islands cost together.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    let sizes = Sizes::of(project)?;
    let mut figures = Vec::new();
    for (name, weight) in [("wasm", sizes.wasm), ("js", sizes.js), ("css", sizes.css)] {
        figures.push(Figure::bytes(format!("size.{name}.raw"), weight.raw));
        figures.push(Figure::bytes(format!("size.{name}.gzip"), weight.gzip));
        figures.push(Figure::bytes(format!("size.{name}.brotli"), weight.brotli));
    }
    figures.push(Figure::bytes("size.wasm_and_js.brotli", sizes.islands()));
    Ok(figures)
}

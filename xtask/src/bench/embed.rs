//! How soon the widget can be read in a portal's page over a slow line, and whether it moves what stands around it.
//!
//! The browser, the line and the stopwatch are `end2end/bench/embed.mjs`.

use std::{collections::BTreeMap, process::Command};

use anyhow::{Context, Result};

use super::{deskside::Deskside, figure::Figure};
use crate::{
    project::Project,
    run,
    test::{chromium, end2end},
};

/// Figures of a portal that has the widget far down its page, at a server that has answered before.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    end2end::packages(project)?;
    let browser = chromium::find_or_install()?;
    let demo = Deskside::start(project, None)?;
    let mut script = Command::new("node");
    script
        .arg("bench/embed.mjs")
        .current_dir(project.root.join(&project.names.end2end_dir))
        .env("CHROMIUM_PATH", browser)
        .env("DESKSIDE_URL", &demo.url)
        .env("PORTAL_URL", &demo.portal);
    figures(&run::output(&mut script)?)
}

/// What the script prints: an object of figures by name, whose last part says what is counted.
fn figures(printed: &str) -> Result<Vec<Figure>> {
    let measured: BTreeMap<String, f64> =
        serde_json::from_str(printed).with_context(|| format!("reading what was measured: {printed}"))?;
    let figure = |(name, value): (String, f64)| {
        let unit = match name.rsplit_once('.') {
            Some((_, "median" | "worst")) => "ms",
            Some((_, "transferred")) => "bytes",
            _ => "",
        };
        Figure::new(format!("embed.{name}"), value, unit)
    };
    Ok(measured.into_iter().map(figure).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_has_its_unit() {
        let printed =
            r#"{ "again.readable.median": 812.25, "again.transferred": 5120, "again.layout_shift": 0 }"#;
        assert_eq!(
            figures(printed).unwrap(),
            [
                Figure::new("embed.again.layout_shift", 0.0, ""),
                Figure::new("embed.again.readable.median", 812.25, "ms"),
                Figure::new("embed.again.transferred", 5120.0, "bytes"),
            ]
        );
        assert!(figures("Error: no browser").is_err());
    }
}

//! Benchmarks that are scripts in `end2end/bench`: a browser at a running demo, measured by what a page is to people.

use std::{collections::BTreeMap, path::Path, process::Command};

use anyhow::{Context, Result};

use super::{deskside::Deskside, figure::Figure};
use crate::{
    project::Project,
    run,
    test::{chromium, end2end},
};

/// Starts a demo and lets the script measure it. `packages` are the folders below `end2end` whose npm packages it needs;
/// `unit` says what a figure is counted in, by its name.
pub fn measure(
    project: &Project,
    name: &str,
    script: &str,
    packages: &[&str],
    unit: fn(&str) -> &'static str,
) -> Result<Vec<Figure>> {
    let folder = project.root.join(&project.names.end2end_dir);
    end2end::packages(&folder)?;
    for below in packages {
        end2end::packages(&folder.join(below))?;
    }
    let browser = chromium::find_or_install()?;
    let demo = Deskside::start(project, None)?;
    let mut node = Command::new("node");
    node.arg(Path::new("bench").join(script))
        .current_dir(folder)
        .env("CHROMIUM_PATH", browser)
        .env("DESKSIDE_URL", &demo.url)
        .env("PORTAL_URL", &demo.portal);
    figures(&run::output(&mut node)?, name, unit)
}

/// What a script prints: an object of figures by name.
fn figures(printed: &str, name: &str, unit: fn(&str) -> &'static str) -> Result<Vec<Figure>> {
    let measured: BTreeMap<String, f64> =
        serde_json::from_str(printed).with_context(|| format!("reading what was measured: {printed}"))?;
    let figure =
        |(figure, value): (String, f64)| Figure::new(format!("{name}.{figure}"), value, unit(&figure));
    Ok(measured.into_iter().map(figure).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_has_its_unit() {
        let printed = r#"{ "again.readable.median": 812.25, "again.layout_shift": 0 }"#;
        let unit = |figure: &str| if figure.ends_with("median") { "ms" } else { "" };
        assert_eq!(
            figures(printed, "embed", unit).unwrap(),
            [
                Figure::new("embed.again.layout_shift", 0.0, ""),
                Figure::new("embed.again.readable.median", 812.25, "ms"),
            ]
        );
        assert!(figures("Error: no browser", "embed", unit).is_err());
    }
}

//! Style sheets say where a line of text begins and ends, and never left or right: pages also run from right to left.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::site;

/// Properties and values that mean one side of the screen, with what to write.
const SIDES: [(&str, &str); 12] = [
    ("margin-left", "margin-inline-start"),
    ("margin-right", "margin-inline-end"),
    ("padding-left", "padding-inline-start"),
    ("padding-right", "padding-inline-end"),
    ("border-left", "border-inline-start"),
    ("border-right", "border-inline-end"),
    ("-left-radius", "border-start-start-radius and the like"),
    ("-right-radius", "border-start-end-radius and the like"),
    ("text-align: left", "text-align: start"),
    ("text-align: right", "text-align: end"),
    ("float: left", "float: inline-start"),
    ("float: right", "float: inline-end"),
];

/// Shorthands whose second value is the right side and whose fourth is the left one.
const AROUND: [&str; 5] = ["margin", "padding", "inset", "border-width", "border-style"];

/// Every place in the style sheets below these folders that means left or right, as `path:line: what and why`.
pub fn broken(root: &Path, folders: [&Path; 2]) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    for folder in folders {
        for path in site::files_under(&root.join(folder))? {
            if path.extension().is_some_and(|ending| ending == "css") {
                let text =
                    fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
                let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
                broken.extend(judge(&name, &text));
            }
        }
    }
    Ok(broken)
}

fn judge(name: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let mut say = |what: &str, instead: &str| {
            broken.push(format!("{name}:{}: `{what}`: write {instead}", at + 1));
        };
        for (side, instead) in SIDES {
            if line.contains(side) {
                say(side, instead);
            }
        }
        for declaration in line.split(['{', '}', ';']) {
            let Some((property, value)) = declaration.split_once(':') else {
                continue;
            };
            let (property, value) = (property.trim(), value.trim());
            if ["left", "right"].contains(&property) {
                say(property, "inset-inline-start or inset-inline-end");
            }
            if AROUND.contains(&property)
                && let [_, right, _, left] = &parts(value)[..]
                && right != left
            {
                say(
                    declaration.trim(),
                    &format!("{property}-block and {property}-inline"),
                );
            }
        }
    }
    broken
}

/// The values of a shorthand; what stands in brackets is one.
fn parts(value: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_u32);
    for char in value.chars() {
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if !char.is_whitespace() || depth > 0 => part.push(char),
            _ => parts.push(String::new()),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn our_style_sheets_mean_no_side() {
        let project = Project::find().unwrap();
        let found = broken(&project.root, [Path::new("style"), &project.names.assets_dir]).unwrap();
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn a_side_is_found_with_its_line() {
        let css = ".a {\n  margin-left: 1rem;\n  padding: 0 1rem 0 calc(1rem + 2px);\n  right: 0; }\n.b { text-align: right; }\n";
        let found = judge("style/a.css", css);
        let lines: Vec<&str> = found.iter().map(|one| &one[.."style/a.css:2".len()]).collect();
        assert_eq!(
            lines,
            ["style/a.css:2", "style/a.css:3", "style/a.css:4", "style/a.css:5"],
            "{found:?}"
        );
    }

    #[test]
    fn what_is_the_same_on_both_sides_may_stand() {
        let css = ".a { margin: 0 auto; padding: 1px calc(1rem + 2px) 3px calc(1rem + 2px); inset: 0; margin-inline-start: 1px; }";
        assert_eq!(judge("style/a.css", css), Vec::<String>::new());
    }
}

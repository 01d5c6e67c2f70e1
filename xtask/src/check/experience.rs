//! `docs/experience.md` names the tests that hold what it promises: each has to be there.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};

const DOCUMENT: &str = "docs/experience.md";
/// How many things it promises.
const PROMISES: usize = 25;

/// Everything that it names and is not there, and every promise without a test.
pub fn broken(root: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(root.join(DOCUMENT)).with_context(|| format!("reading {DOCUMENT}"))?;
    let numbered =
        |line: &&str| line.starts_with("| ") && line[2..].starts_with(|c: char| c.is_ascii_digit());
    let rows: Vec<&str> = text.lines().filter(numbered).collect();
    let mut lines = Vec::new();
    if rows.len() != PROMISES {
        lines.push(format!("{DOCUMENT}: has {} promises of {PROMISES}", rows.len()));
    }
    for row in rows {
        let number = row.split('|').nth(1).unwrap_or_default().trim();
        let held_by = row
            .trim_end_matches(['|', ' '])
            .rsplit('|')
            .next()
            .unwrap_or_default();
        let tests = tests(held_by);
        if tests.is_empty() {
            lines.push(format!("{DOCUMENT}: nothing holds promise {number}"));
        }
        for (file, title) in tests {
            let source = fs::read_to_string(root.join(file)).unwrap_or_default();
            if !is_in(file, title, &source) {
                lines.push(format!(
                    "{DOCUMENT}: promise {number}: there is no “{title}” in {file}"
                ));
            }
        }
    }
    Ok(lines)
}

/// Whether a file has a test of this title, the whole of it: a function in Rust, a text in quotes elsewhere.
fn is_in(file: &str, title: &str, source: &str) -> bool {
    if file.ends_with(".rs") {
        return source.contains(&format!("fn {title}("));
    }
    ['"', '`']
        .iter()
        .any(|quote| source.contains(&format!("{quote}{title}{quote}")))
}

/// The tests that a cell names: `` `file` “title” ``.
fn tests(cell: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = cell;
    while let Some((_, after)) = rest.split_once('`') {
        let Some((file, after)) = after.split_once('`') else {
            break;
        };
        let Some((title, after)) = after.strip_prefix(" “").and_then(|after| after.split_once('”'))
        else {
            break;
        };
        found.push((file, title));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(rows: &str, source: &str) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("docs")).unwrap();
        fs::write(root.path().join(DOCUMENT), rows).unwrap();
        for file in ["a.rs", "a.spec.ts"] {
            fs::write(root.path().join(file), source).unwrap();
        }
        broken(root.path()).unwrap()
    }

    fn all(last: &str) -> String {
        let held = (1..PROMISES).map(|n| format!("| {n} | ask | do | `a.rs` “it_holds” |\n"));
        held.collect::<String>() + last
    }

    #[test]
    fn a_test_that_is_gone_and_a_promise_without_one_are_named() {
        let source = "fn it_holds() {}";
        assert!(judged(&all("| 25 | ask | do | `a.rs` “it_holds” |\n"), source).is_empty());
        let gone = judged(
            &all("| 25 | ask | do | `a.rs` “it_holds”, `a.rs` “gone” |\n"),
            source,
        );
        assert!(
            gone.len() == 1 && gone[0].contains("promise 25: there is no “gone” in a.rs"),
            "{gone:?}"
        );
        let elsewhere = judged(&all("| 25 | ask | do | `b.rs` “it_holds” |\n"), source);
        assert_eq!(elsewhere.len(), 1, "{elsewhere:?}");
        let none = judged(&all("| 25 | ask | do | by hand |\n"), source);
        assert!(
            none.len() == 1 && none[0].contains("nothing holds promise 25"),
            "{none:?}"
        );
        let few = judged(&all(""), source);
        assert!(few.len() == 1 && few[0].contains("24 promises of 25"), "{few:?}");
    }

    #[test]
    fn a_title_is_named_whole() {
        let source = "fn it_holds() {}\ntest(\"it holds, and more\"\ntest(`by hand`";
        let row = |held_by: &str| all(&format!("| 25 | ask | do | {held_by} |\n"));
        let whole = "`a.spec.ts` “it holds, and more”, `a.spec.ts` “by hand”";
        assert!(judged(&row(whole), source).is_empty());
        for part in [
            "`a.rs` “it_hold”",
            "`a.rs` “holds”",
            "`a.spec.ts` “it holds”",
            "`a.spec.ts` “and more”",
        ] {
            let lines = judged(&row(part), source);
            assert!(
                lines.len() == 1 && lines[0].contains("promise 25: there is no “"),
                "{part}: {lines:?}"
            );
        }
    }

    #[test]
    fn the_document_is_true() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let lines = broken(&root).unwrap();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }
}

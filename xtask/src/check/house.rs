//! Rules about the text of the sources that no linter knows.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// No file is longer: one that is says more than one thing.
const MOST_LINES: usize = 500;

/// Folders that are made, not written.
const MADE: [&str; 5] = [
    "target",
    "node_modules",
    "test-results",
    "playwright-report",
    ".git",
];

/// What is written by hand and read by people.
const WRITTEN: [&str; 12] = [
    "rs", "ts", "js", "mjs", "css", "sql", "toml", "yaml", "yml", "nql", "ftl", "sh",
];

/// Words that may not stay, with the files that they count in and the reason. Put together here, so that this
/// file passes its own check.
const WORDS: [(&str, &[&str], &str); 7] = [
    (
        concat!("#[", "ignore"),
        &["rs"],
        "a test that does not run protects nothing: fix it or delete it",
    ),
    (concat!("todo", "!("), &["rs"], "finish it or leave it out"),
    (
        concat!("unimplemented", "!("),
        &["rs"],
        "finish it or leave it out",
    ),
    (concat!("dbg", "!("), &["rs"], "log it by tracing or leave it out"),
    (
        concat!("test", ".only("),
        &["ts", "js", "mjs"],
        "all other tests would be left out",
    ),
    (
        concat!("describe", ".only("),
        &["ts", "js", "mjs"],
        "all other tests would be left out",
    ),
    (
        concat!("test", ".skip("),
        &["ts", "js", "mjs"],
        "a test that does not run protects nothing: fix it or delete it",
    ),
];

/// Every broken rule of every file below `root`, as `path:line: what and why`.
pub fn broken(root: &Path) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for path in written(root)? {
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        lines.extend(judge(&name, &text));
    }
    Ok(lines)
}

fn judge(name: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    let count = text.lines().count();
    if count > MOST_LINES {
        broken.push(format!(
            "{name}: {count} lines, {MOST_LINES} are allowed: split it by subject"
        ));
    }
    let extension = Path::new(name)
        .extension()
        .and_then(OsStr::to_str)
        .unwrap_or_default();
    for (at, line) in text.lines().enumerate() {
        for (word, extensions, why) in WORDS {
            if extensions.contains(&extension) && line.contains(word) {
                broken.push(format!("{name}:{}: `{word}`: {why}", at + 1));
            }
        }
    }
    broken
}

fn written(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let entry = entry.with_context(|| format!("reading {}", folder.display()))?;
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir() {
                if !MADE.iter().any(|made| name == *made) {
                    folders.push(path);
                }
            } else if path
                .extension()
                .and_then(OsStr::to_str)
                .is_some_and(|e| WRITTEN.contains(&e))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_word_is_found_with_its_line_and_only_where_it_means_something() {
        let word = concat!("dbg", "!(");
        let text = format!("fn main() {{\n    {word}1);\n}}\n");
        let broken = judge("server/src/main.rs", &text);
        assert_eq!(broken.len(), 1);
        assert!(broken[0].starts_with("server/src/main.rs:2: "), "{broken:?}");
        assert!(judge("style/main.css", &text).is_empty());

        let only = format!("{}'home', run)\n", concat!("test", ".only("));
        assert_eq!(judge("end2end/tests/home.spec.ts", &only).len(), 1);
    }

    #[test]
    fn the_501st_line_is_one_too_many() {
        assert!(judge("a.rs", &"//\n".repeat(500)).is_empty());
        assert_eq!(judge("a.rs", &"//\n".repeat(501)).len(), 1);
    }

    #[test]
    fn what_is_made_is_not_judged() {
        let root = tempfile::tempdir().unwrap();
        for path in [
            "server/src/main.rs",
            "target/debug/made.rs",
            "end2end/node_modules/x/index.js",
            "README.md",
        ] {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        assert_eq!(
            written(root.path()).unwrap(),
            [root.path().join("server/src/main.rs")]
        );
    }
}

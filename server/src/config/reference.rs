//! Every setting, as `docs/configuration.md` lists them: made of the schema, and so of the types that read them.

mod takes;

use serde_json::{Map, Value};

use super::schema::tree;
use takes::{is_words, shown, takes, words};

/// The lines between which the list stands in the page.
pub const MARKS: &str =
    "<!-- settings: made of the code by `deskside schema --reference` -->\n<!-- end of settings -->";

/// The page with the list as the code has it now; `None` if it has no place for one.
pub fn in_page(page: &str) -> Option<String> {
    let (begin, end) = MARKS.split_once('\n')?;
    let (before, rest) = page.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}\n{}\n{end}{after}", reference()))
}

/// The list, in Markdown.
fn reference() -> String {
    let tree = tree();
    let mut page = Page::default();
    for (section, value) in keys(&tree) {
        page.section(&[section], value);
    }
    page.text
}

/// The keys of a table, in order.
fn keys(table: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let keys = table["properties"].as_object().into_iter().flatten();
    keys.map(|(key, value)| (key.as_str(), value))
}

/// The tables that a table can be, by the value of the key which says so.
fn alternatives(table: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let alternatives = table["oneOf"].as_array().into_iter().flatten();
    alternatives.filter_map(|alternative| {
        let mut keys = keys(alternative);
        let (tag, word) = keys.find_map(|(key, value)| Some((key, value["const"].as_str()?)))?;
        Some((tag, word, alternative))
    })
}

/// What a table of tables holds, each under a name of its own.
fn named(value: &Value) -> Option<&Value> {
    let inner = &value["additionalProperties"];
    (keys(inner).next().is_some() || alternatives(inner).next().is_some()).then_some(inner)
}

/// A key within its section, from the section down.
type Path<'a> = [&'a str];

#[derive(Default)]
struct Page {
    text: String,
}

/// What waits until the table of its section is closed.
#[derive(Default)]
struct Later<'a> {
    sections: Vec<(Vec<&'a str>, &'a Value)>,
    alternatives: Vec<(Vec<&'a str>, &'a Value)>,
}

impl Page {
    fn say(&mut self, paragraph: &str) {
        self.text.push('\n');
        self.text.push_str(paragraph);
        self.text.push('\n');
    }

    /// A section under its heading, and those below it.
    fn section<'a>(&mut self, path: &Path<'a>, value: &'a Value) {
        if let Some(inner) = named(value) {
            let path = [path, &["<name>"]].concat();
            let said = value["description"].as_str().unwrap_or_default();
            self.heading(&path, said);
            return self.table(&path, path.len(), inner, &[]);
        }
        self.heading(path, value["description"].as_str().unwrap_or_default());
        self.table(path, path.len(), value, &[]);
    }

    fn heading(&mut self, path: &Path<'_>, description: &str) {
        self.say(&format!("### `[{}]`", path.join(".")));
        self.say(description);
    }

    /// What a table takes, then what it takes with each kind, then the sections in it.
    fn table<'a>(&mut self, path: &Path<'a>, depth: usize, value: &'a Value, given: &[String]) {
        let mut later = Later::default();
        let mut rows = Vec::new();
        collect(path, depth, value, &Map::new(), &mut rows, &mut later);
        if !rows.is_empty() {
            self.text
                .push_str("\n| key | takes | default | meaning | variable |\n");
            self.text.push_str("| --- | --- | --- | --- | --- |\n");
            self.text.extend(rows);
        }
        for (path, value) in later.alternatives {
            for (tag, word, alternative) in alternatives(value) {
                let key = [&path[depth..], &[tag]].concat().join(".");
                let this = format!("`{key} = \"{word}\"`");
                let given = [given, &[this]].concat();
                let said = alternative["description"].as_str().unwrap_or_default();
                self.say(&format!("With {}: {said}", given.join(" and ")));
                self.table(&path, depth, alternative, &given);
            }
        }
        for (path, value) in later.sections {
            self.section(&path, value);
        }
    }
}

/// The rows of a table and of the tables in it that have no section of their own.
fn collect<'a>(
    path: &Path<'a>,
    depth: usize,
    table: &'a Value,
    usual: &Map<String, Value>,
    rows: &mut Vec<String>,
    later: &mut Later<'a>,
) {
    if let Some((tag, ..)) = alternatives(table).next() {
        let path = [path, &[tag]].concat();
        let words: Vec<String> = alternatives(table)
            .map(|(_, word, _)| format!("`{word}`"))
            .collect();
        rows.push(row(
            &path,
            depth,
            &words.join(", "),
            "required",
            "Which kind it is.",
        ));
        later.alternatives.push((path[..path.len() - 1].to_vec(), table));
    }
    for (key, value) in keys(table).filter(|(_, value)| value["const"].is_null()) {
        let path = [path, &[key]].concat();
        let usual = usual.get(key).unwrap_or(&value["default"]);
        if named(value).is_some() {
            later.sections.push((path, value));
        } else if keys(value).next().is_some() || (!is_words(value) && !value["oneOf"].is_null()) {
            let nothing = Map::new();
            // A kind says by itself that it is a table.
            if alternatives(value).next().is_none() {
                rows.push(row(
                    &path,
                    depth,
                    "table",
                    &default(table, key, &Value::Null),
                    &meaning(value),
                ));
            }
            collect(
                &path,
                depth,
                value,
                usual.as_object().unwrap_or(&nothing),
                rows,
                later,
            );
        } else {
            let default = default(table, key, usual);
            let path = match value["additionalProperties"].is_object() {
                true => [&path[..], &["<name>"]].concat(),
                false => path,
            };
            rows.push(row(&path, depth, &takes(key, value), &default, &meaning(value)));
        }
    }
}

/// What is in force where the key is not there.
fn default(table: &Value, key: &str, usual: &Value) -> String {
    let required = table["required"].as_array();
    match usual {
        _ if required.is_some_and(|required| required.iter().any(|one| one == key)) => "required".to_owned(),
        Value::Null => "none".to_owned(),
        usual => shown(usual),
    }
}

fn meaning(value: &Value) -> String {
    let mut meaning = value["description"].as_str().unwrap_or_default().to_owned();
    for (word, said) in words(value) {
        if let Some(said) = said {
            meaning.push_str(&format!(" `{word}`: {said}"));
        }
    }
    meaning
}

fn row(path: &Path<'_>, depth: usize, takes: &str, default: &str, meaning: &str) -> String {
    let key = path[depth..].join(".");
    let variable = path.join("__").to_uppercase();
    let meaning = meaning.replace('|', "\\|");
    format!("| `{key}` | {takes} | {default} | {meaning} | `DESKSIDE_{variable}` |\n")
}

#[cfg(test)]
mod tests;

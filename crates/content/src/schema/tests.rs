//! The schemas know what the readers know.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Kind;
use crate::{
    At, Fault, Files, Place, branding,
    fault::{Report, Sheet},
    health::Health,
    outcomes, remedies,
    remedies::Shelf,
    topics,
    yaml::{self, Node},
};

/// A key that no reader knows, nor takes for a slip of one that it knows.
const PROBE: &str = "§";

/// Where the group of keys stands that is looked at.
const HERE: Place = Place { line: 7, column: 7 };

/// A step into a document.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step<'s> {
    Key(&'s str),
    Item,
}

#[derive(Debug, Default, PartialEq)]
struct Keys {
    known: BTreeSet<String>,
    required: BTreeSet<String>,
}

#[test]
fn a_schema_and_its_reader_know_the_same_keys() {
    for kind in Kind::ALL {
        let schema = Value::from(kind.group());
        let mut groups = Vec::new();
        walk(&schema, &mut Vec::new(), &mut groups);
        for (path, described) in groups {
            assert_eq!(described, asked(kind, &path), "{} at {path:?}", kind.name());
        }
    }
}

/// Every group of keys in a schema, and where it stands.
fn walk<'s>(schema: &'s Value, path: &mut Vec<Step<'s>>, groups: &mut Vec<(Vec<Step<'s>>, Keys)>) {
    if let Some(properties) = schema["properties"].as_object() {
        let required = schema["required"].as_array().into_iter().flatten();
        let keys = Keys {
            known: properties.keys().cloned().collect(),
            required: required.map(|key| key.as_str().unwrap().to_owned()).collect(),
        };
        groups.push((path.clone(), keys));
        for (key, value) in properties {
            path.push(Step::Key(key));
            walk(value, path, groups);
            path.pop();
        }
    }
    if schema["additionalProperties"].is_object() {
        path.push(Step::Key("some"));
        walk(&schema["additionalProperties"], path, groups);
        path.pop();
    }
    if schema["items"].is_object() {
        path.push(Step::Item);
        walk(&schema["items"], path, groups);
        path.pop();
    }
}

/// The keys that the reader asks of the group at this place: it says so when it finds one that it does not know.
fn asked(kind: Kind, path: &[Step<'_>]) -> Keys {
    let one = |key: &str, node| yaml::Value::Map(vec![(At::new(key.to_owned(), Place::START), node)]);
    let nothing = Node::new(yaml::Value::Null, Place::START);
    let group = Node::new(one(PROBE, nothing), HERE);
    let document = path.iter().rev().fold(group, |node, step| {
        let value = match step {
            Step::Key(key) => one(key, node),
            Step::Item => yaml::Value::List(vec![node]),
        };
        Node::new(value, Place::START)
    });
    let faults = read(kind, &document);
    let quoted = |text: &str| {
        text.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let unknown = format!("has no key `{PROBE}`");
    let listed = faults.iter().find(|fault| fault.what.ends_with(&unknown));
    let listed =
        listed.unwrap_or_else(|| panic!("{} at {path:?}: nobody reads this: {faults:?}", kind.name()));
    let missing = faults
        .iter()
        .filter(|fault| fault.place == Some(HERE) && fault.what.contains(" needs the key `"));
    Keys {
        known: quoted(&listed.remedy).into_iter().collect(),
        required: missing.flat_map(|fault| quoted(&fault.what)).collect(),
    }
}

fn read(kind: Kind, document: &Node) -> Vec<Fault> {
    let mut report = Report::default();
    let shelf = Shelf::new(&report);
    let mut sheet = Sheet::new("file", &mut report);
    match kind {
        Kind::Remedy => drop(remedies::read("probe", document, None, &mut sheet)),
        Kind::Topic => drop(topics::read("probe", document, None, &shelf, &mut sheet)),
        Kind::Health => drop(Health::read(document, &mut sheet)),
        Kind::Outcomes => drop(outcomes::read(document, &mut sheet)),
        Kind::Branding => drop(branding::read(document, &Files::default(), &mut sheet)),
    }
    report.into_faults().into_iter().flatten().collect()
}

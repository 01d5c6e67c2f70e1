//! The schemas by which editors check what a portal admin writes.

use std::{fs, path::PathBuf};

use content::{Kind, schema};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::common;

fn validator(kind: Kind) -> Validator {
    let schema: Value = serde_json::from_str(&schema(kind)).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

/// Every shipped file of a kind.
fn shipped(kind: Kind) -> Vec<PathBuf> {
    let folder = |name: &str| {
        let entries = fs::read_dir(common::folder().join(name)).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    match kind {
        Kind::Remedy => folder("remedies"),
        Kind::Topic => folder("topics"),
        Kind::Health => vec![common::folder().join("health.yaml")],
        Kind::Outcomes => vec![common::folder().join("outcomes.yaml")],
        Kind::Branding => vec![common::folder().join("branding.yaml")],
    }
}

fn read(path: &PathBuf) -> (String, Value) {
    let text = fs::read_to_string(path).unwrap();
    let value = serde_saphyr::from_str(&text).unwrap();
    (text, value)
}

#[test]
fn every_shipped_file_fits_its_schema_and_names_it() {
    for kind in Kind::ALL {
        let validator = validator(kind);
        let files = shipped(kind);
        assert!(!files.is_empty(), "{kind:?}");
        for path in files {
            let (text, value) = read(&path);
            let faults: Vec<String> = validator
                .iter_errors(&value)
                .map(|fault| fault.to_string())
                .collect();
            assert_eq!(faults, [""; 0], "{}", path.display());
            let named = text
                .lines()
                .next()
                .and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
            let named = path
                .parent()
                .unwrap()
                .join(named.unwrap_or_else(|| panic!("{}", path.display())));
            assert_eq!(named.file_name().unwrap().to_str(), Some(&*kind.file_name()));
            assert!(named.exists(), "{}", named.display());
        }
    }
}

#[test]
fn what_is_wrong_does_not_fit() {
    let wrong: [(Kind, &str, Value); 15] = [
        (Kind::Topic, "/colour", json!("red")),
        (Kind::Topic, "/category", json!(3)),
        (Kind::Topic, "/title", json!({ "en": "A", "de": "B" })),
        (Kind::Topic, "/platforms", json!(["mac"])),
        (
            Kind::Topic,
            "/checks/0/figure",
            json!({ "disk_free": ["average"] }),
        ),
        (Kind::Topic, "/checks/0/collect/above", json!("3")),
        (
            Kind::Topic,
            "/help/0/link",
            json!({ "url": "http://example.com", "label": { "en": "A", "de": "B", "fr": "C" } }),
        ),
        (Kind::Remedy, "/start/workflow", json!("#other")),
        (Kind::Remedy, "/expires", json!("soon")),
        (Kind::Remedy, "/daily_cap", json!(0)),
        (Kind::Health, "/metrics/0/unit", json!("hours")),
        (Kind::Outcomes, "/outcomes/0/means", json!("nothing")),
        (Kind::Branding, "/default/accent", json!("blue")),
        (Kind::Branding, "/default/radius", json!("1em")),
        (
            Kind::Branding,
            "/audiences",
            json!({ "managers": { "nam": "A" } }),
        ),
    ];
    for (kind, place, value) in wrong {
        let path = shipped(kind).into_iter().find(|path| {
            [
                "battery.yaml",
                "free-up-space.yaml",
                "health.yaml",
                "outcomes.yaml",
                "branding.yaml",
            ]
            .iter()
            .any(|name| path.ends_with(name))
        });
        let (_, mut document) = read(&path.unwrap());
        assert!(validator(kind).is_valid(&document), "{kind:?}");
        let (parent, key) = place.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = value;
        assert!(!validator(kind).is_valid(&document), "{kind:?}: {place}");
    }
}

#[test]
fn the_schemas_that_are_kept_are_those_that_are_printed() {
    let folder = common::folder().join("../schemas");
    for kind in Kind::ALL {
        let kept = fs::read_to_string(folder.join(kind.file_name())).unwrap_or_default();
        assert!(
            kept == schema(kind),
            "schemas/{} is not what the code says; write it with `deskside schema --dir schemas`",
            kind.file_name()
        );
    }
}

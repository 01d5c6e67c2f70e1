use std::{fs, path::PathBuf};

use figment::{
    Figment,
    providers::{Format as _, Toml},
};
use jsonschema::Validator;

use super::*;
use crate::config::EXAMPLES;

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap();
    jsonschema::draft7::new(&schema).unwrap()
}

fn toml(text: &str) -> Value {
    Figment::from(Toml::string(text)).extract().unwrap()
}

/// What the schema has against a text, besides the section that every file has.
fn faults(text: &str) -> Vec<String> {
    let mut value = toml(text);
    if value["tenant"].is_null() {
        value["tenant"] = json!({ "client_id": "a" });
    }
    let validator = validator();
    let faults = validator
        .iter_errors(&value)
        .map(|fault| format!("{text}: {fault}"));
    faults.collect()
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn every_example_fits() {
    for (section, example) in EXAMPLES {
        assert!(example.contains(section), "{section}");
        assert_eq!(faults(example), [""; 0]);
    }
    let shipped = fs::read_to_string(repository().join("deploy/debian/deskside.toml")).unwrap();
    assert_eq!(faults(&shipped), [""; 0]);
}

#[test]
fn what_goes_together_in_several_ways_fits_in_each() {
    let long = "0123456789abcdef01234567";
    for good in [
        "[identity.audiences]\nfinance = ['grp']\n[identity.tokens.portal]\nissuer = 'a'\naudience = 'b'\nalgorithms = []"
            .to_owned(),
        "[service_desk]\nkind = 'email'\naddress = 'a'\nlanguage = 'de'\nemail_from_upn = true".to_owned(),
        "[service_desk]\nkind = 'webhook'\naddress = 'a'\nsecret = 'b'".to_owned(),
        "[service_desk]\nkind = 'jira'\nsite = 'a'\nservice_desk = '4'\nrequest_type = '5'\n\
         credentials = { kind = 'bearer', token = 'a' }\nfields = { a = 3, b = { fact = 'device' } }"
            .to_owned(),
        format!("[hooks.a]\ncredential = {{ kind = 'oauth2', client_id = 'a', client_secret = '{long}' }}"),
        "[discovery]\nevery_minutes = 0".to_owned(),
    ] {
        assert_eq!(faults(&good), [""; 0]);
    }
}

/// The schema says by itself what the reader of two types in one refuses.
#[test]
fn a_service_desk_has_no_keys_of_another_kind() {
    let text = "kind = 'email'\naddress = 'a'\nlanguage = 'de'";
    let is_read = |text: &str| {
        let read = Figment::from(Toml::string(text)).extract::<crate::config::ServiceDesk>();
        read.is_ok()
    };
    assert!(is_read(text) && !is_read(&format!("{text}\nsite = 'b'")));
}

#[test]
fn what_is_wrong_does_not_fit() {
    for wrong in [
        "[tenants]",
        "[server]\nport = 1",
        "[session]\nidle_minutes = 1441",
        "[session]\nidle_minutes = 0",
        "[database]\nkeep_days = 30",
        "[database]\nconnections = 1",
        "[discovery]\nevery_minutes = 14",
        "[discovery]\nevery_minutes = 721",
        "[tenant]\nclient_id = 'a'\nnql_version = 'v3'",
        "[tenant]\nclient_id = 'a'\nclient_secret = 3",
        "[hooks.a]\ncredential = { kind = 'bearer', token = 'short' }",
        "[hooks.a]\ncredential = { kind = 'bearer', password = '0123456789abcdef01234567' }",
        "[hooks.a]\ncredential = { kind = 'digest' }",
        "[exports.a]\nset = 'devices'\nmax_bad_share = 1.0",
        "[exports.a]\nset = 'devices'\nevery_minutes = 4",
        "[service_desk]\nkind = 'email'\naddress = 'a'\nsite = 'b'",
        "[service_desk]\nkind = 'email'\naddress = 'a'\nlanguage = 'it'",
    ] {
        assert_ne!(faults(wrong), [""; 0], "{wrong}");
    }
}

/// A limit of the schema that the reader does not have would have editors refuse what is right, and the other way round.
#[test]
fn limits_are_those_of_the_reader() {
    use crate::config::{Database, Discovery, Session};
    let at = |pointer: &str| {
        tree()
            .pointer(pointer)
            .unwrap()
            .as_u64()
            .unwrap()
            .try_into()
            .unwrap()
    };
    let day = at("/properties/session/properties/idle_minutes/maximum");
    let session = |idle_minutes| {
        Session {
            idle_minutes,
            ..Session::default()
        }
        .check()
        .is_ok()
    };
    assert_eq!((session(day), session(day + 1)), (true, false));
    let least = at("/properties/database/properties/keep_days/minimum");
    let database = |keep_days| {
        Database {
            keep_days,
            ..Database::default()
        }
        .check()
        .is_ok()
    };
    assert_eq!((database(least), database(least - 1)), (true, false));
    let most = at("/properties/discovery/properties/every_minutes/anyOf/1/maximum");
    let discovery = |every_minutes| {
        Discovery {
            every_minutes,
            ..Discovery::default()
        }
        .check()
        .is_ok()
    };
    assert_eq!((discovery(most), discovery(most + 1)), (true, false));
}

#[test]
fn no_secret_has_a_default_and_every_secret_can_be_in_a_file() {
    fn look(value: &Value, seen: &mut usize) {
        if let Some(keys) = value["properties"].as_object() {
            for (key, one) in keys {
                if one["writeOnly"] == true {
                    *seen += 1;
                    assert!(one["default"].is_null(), "{key}");
                    assert!(keys.contains_key(&format!("{key}_file")), "{key}");
                }
            }
        }
        match value {
            Value::Object(object) => object.values().for_each(|value| look(value, seen)),
            Value::Array(array) => array.iter().for_each(|value| look(value, seen)),
            _ => {}
        }
    }
    let mut seen = 0;
    look(&tree(), &mut seen);
    assert!(seen > 15, "{seen}");
}

#[test]
fn the_schema_that_is_kept_is_the_one_that_is_printed() {
    let folder = repository().join("schemas");
    let kept = fs::read_to_string(folder.join(FILE)).unwrap_or_default();
    assert!(
        kept == schema(),
        "schemas/{FILE} is not what the code says; write it with `deskside schema --dir schemas`"
    );
    let schemas = fs::read_dir(folder).unwrap().count();
    // Besides those of content, the one of the configuration and what chatbots ask.
    assert_eq!(schemas, content::Kind::ALL.len() + 2, "schemas of nothing");
}

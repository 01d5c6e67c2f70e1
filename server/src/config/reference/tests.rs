use std::fs;

use serde_json::json;

use super::*;

#[test]
fn the_page_lists_what_the_code_reads() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/configuration.md");
    let page = fs::read_to_string(file).unwrap();
    assert!(
        in_page(&page).as_deref() == Some(&*page),
        "the settings in docs/configuration.md are not what the code says; write them with \
         `cargo run -- schema --dir schemas --reference docs/configuration.md`"
    );
}

#[test]
fn a_row_says_type_default_unit_limits_and_variable() {
    let reference = reference();
    for row in [
        "| `every_minutes` | whole number of minutes, 0 or 15 to 720 | `60` |",
        "| `nql.per_day` | whole number | `50000` |",
        "| `max_bad_share` | number, from 0, below 1 | `0.05` |",
        "| `client_id` | text | required | The credential's client id. | `DESKSIDE_TENANT__CLIENT_ID` |",
        "| `credential.token` | secret, 24 characters at least | none | The token. | \
         `DESKSIDE_HOOKS__<NAME>__CREDENTIAL__TOKEN` |",
        "| `token_endpoint` | `current`, `legacy` | `\"current\"` |",
        "| `audiences.<name>` | list of texts | none |",
        "| `language` | `en`, `de`, `fr` | `\"en\"` |",
    ] {
        assert!(reference.contains(row), "{row}\n{reference}");
    }
}

#[test]
fn every_key_is_explained() {
    let reference = reference();
    let rows = reference.lines().filter(|line| line.starts_with("| `"));
    let silent: Vec<&str> = rows
        .filter(|row| {
            row.split(" | ")
                .nth(3)
                .is_none_or(|meaning| meaning.trim().is_empty())
        })
        .collect();
    assert_eq!(silent, [""; 0]);
}

#[test]
fn a_page_without_a_place_for_it_is_left_alone() {
    assert_eq!(in_page("# Configuration\n"), None);
    let page = in_page(&format!("before\n{MARKS}\nafter\n")).unwrap();
    assert!(
        page.starts_with("before\n<!--") && page.ends_with("-->\nafter\n"),
        "{page}"
    );
    assert_eq!(in_page(&page).as_deref(), Some(&*page));
}

#[test]
fn limits_are_said_in_words() {
    for (value, said) in [
        (
            json!({ "type": "integer", "minimum": 0 }),
            "whole number of hours",
        ),
        (
            json!({ "type": "integer", "minimum": 5 }),
            "whole number of hours, 5 at least",
        ),
        (
            json!({ "type": "integer", "maximum": 5 }),
            "whole number of hours, 5 at most",
        ),
        (json!({ "type": "boolean" }), "`true` or `false`"),
        (
            json!({ "type": "array", "items": { "enum": ["a", "b"] } }),
            "list of `a`, `b`",
        ),
        (json!(true), "table"),
    ] {
        assert_eq!(takes::takes("for_hours", &value), said);
    }
}

//! Syntax, keys and types.

use super::{HEALTH, SPACE};
use crate::common::Shipped;

const SYNTAX: &str = "check the indentation of this line and the one before, and put quotes around a text that has `: ` \
                      or ` #` in it or begins with one of `{ [ & * ! | > % @`";

#[test]
fn a_text_with_a_colon_needs_quotes() {
    let broken = Shipped::new().replace(SPACE, "en: You can keep working.", "en: Note: keep working.");
    broken.expect(
        SPACE,
        "en: Note^: keep",
        "this is not YAML: mapping values are not allowed in this context",
        SYNTAX,
    );
}

#[test]
fn tabs_do_not_indent() {
    let broken = Shipped::new().replace(SPACE, "  remote_action:", "\tremote_action:");
    let faults = broken.faults();
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].place.unwrap().line,
        broken.place(SPACE, "\tremote_action").line
    );
    assert!(faults[0].what.contains("tab"), "{}", faults[0].what);
    assert_eq!(faults[0].remedy, "indent with spaces instead of tabs");
}

#[test]
fn one_document_a_file() {
    let broken = Shipped::new().replace(SPACE, "expected: 2min", "---\nexpected: 2min");
    broken.expect(
        SPACE,
        "---\n^expected: 2min",
        "a second YAML document begins here",
        "keep one document a file: remove the line `---`",
    );
}

#[test]
fn an_empty_file_says_so() {
    let broken = Shipped::new().write(SPACE, "# to do\n");
    broken.expect(
        SPACE,
        "",
        "this file has nothing in it",
        "write what belongs in it, or remove it",
    );
}

#[test]
fn a_misspelt_key_is_recognised() {
    let broken = Shipped::new().replace(SPACE, "cooldown:", "cooldwon:");
    broken.expect(
        SPACE,
        "cooldwon",
        "a remedy has no key `cooldwon`",
        "did you mean `cooldown`?",
    );
}

#[test]
fn an_unknown_key_deep_inside_is_found() {
    let broken = Shipped::new().replace(
        HEALTH,
        "good: { from: 20GB }",
        "good: { from: 20GB, colour: green }",
    );
    broken.expect(
        HEALTH,
        "colour",
        "a band has no key `colour`",
        "write one of `to`",
    );
}

#[test]
fn a_key_that_stands_twice() {
    let broken = Shipped::new().replace(SPACE, "daily_cap: 10", "daily_cap: 10\ndaily_cap: 20");
    broken.expect(
        SPACE,
        "daily_cap: 10\n^daily_cap",
        "the key `daily_cap` stands here for the second time",
        "keep one of the two",
    );
}

#[test]
fn a_missing_key() {
    let broken = Shipped::new().replace(SPACE, "expected: 2min\n", "");
    broken.expect(
        SPACE,
        "id: free",
        "a remedy needs the key `expected`",
        "add `expected: …` here",
    );
}

#[test]
fn a_key_without_value() {
    let broken = Shipped::new().replace(SPACE, "expected: 2min", "expected:");
    broken.expect(
        SPACE,
        "expected:",
        "`expected` has no value",
        "give it an amount, or remove the key",
    );
}

#[test]
fn a_hash_without_quotes_is_explained() {
    let broken = Shipped::new().replace(SPACE, "\"#disk_cleanup\"", "#disk_cleanup");
    broken.expect(
        SPACE,
        "  ^remote_action:",
        "`remote_action` has no value",
        "write the NQL ID in quotes, such as \"#disk_cleanup\": without them, `#` begins a comment",
    );
}

#[test]
fn a_wrong_type_in_each_kind_of_value() {
    let list = "write it as `[one, two]`, or one a line with `- ` before each";
    for (old, new, what, remedy) in [
        (
            "platforms: [windows, macos, linux]",
            "platforms: ^windows",
            "`platforms` should be a list, not `windows`",
            list,
        ),
        (
            "daily_cap: 10",
            "daily_cap: ^often",
            "`daily_cap` should be a whole number from 1, not `often`",
            "write a number such as `10`",
        ),
        (
            "daily_cap: 10",
            "daily_cap: ^0",
            "`daily_cap` should be a whole number from 1, not the number `0`",
            "write a number such as `10`",
        ),
        (
            "daily_cap: 10",
            "daily_cap: 10\nrestarts: ^yes",
            "`restarts` should be `true` or `false`, not `yes`",
            "write `true` or `false`",
        ),
        (
            "[Standard, Deep]",
            "[Standard, Deep, ^2024]",
            "`options` should be a text, not the number `2024`",
            "put it in quotes",
        ),
        (
            "cooldown: 2min",
            "cooldown: ^soon",
            "`cooldown` should be an amount, not `soon`",
            "write a number and its unit, such as `20GB`, `90s`, `80%` or `3`",
        ),
        (
            "cooldown: 2min",
            "cooldown: ^2m",
            "`cooldown` should be a duration, not `2m`",
            "write a duration such as `90s`, `2min`, `1h` or `7d`",
        ),
        (
            "cooldown: 2min",
            "cooldown: ^0s",
            "`cooldown` cannot be 0s",
            "write a duration that is longer than nothing, such as `90s` or `2min`",
        ),
        (
            "proof: { metric: disk_free, rises_by: 50MB }",
            "proof: ^disk_free",
            "`proof` should be a proof with its keys, not `disk_free`",
            "write a proof as keys with values, one a line, indented below it",
        ),
    ] {
        Shipped::new()
            .replace(SPACE, old, &new.replace('^', ""))
            .expect(SPACE, new, what, remedy);
    }
}

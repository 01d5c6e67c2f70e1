//! Size: how long a text and how deep a tree may be.

use nql::{Fault, MAX_CHARACTERS};

fn fault(text: &str) -> Fault {
    nql::parse(text).expect_err("too much").fault
}

#[test]
fn the_longest_text_is_taken_and_the_next_character_is_not() {
    // Characters count, not bytes.
    let text = format!("devices | where name = \"{}\"", "ü".repeat(MAX_CHARACTERS - 25));
    assert_eq!(text.chars().count(), MAX_CHARACTERS);
    super::parse(&text);
    let error = nql::parse(&format!("{text} ")).expect_err("one too long");
    assert_eq!(
        error.to_string(),
        "1:16001: the query is longer than 16000 characters, which Nexthink does not take; shorten it"
    );
}

#[test]
fn nesting_is_bounded_whatever_nests() {
    let deep = |open: &str, inner: &str, close: &str, times: usize| {
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    for expression in [
        deep("(", "a", ")", 5_000),
        deep("", "a", " + 1", 3_000),
        deep("", "a", "*2", 6_000),
        deep("", "a", "^2", 6_000),
        deep("", "a", ".sum()", 2_500),
        deep("((1+", "a", ")+1)", 1_500),
    ] {
        assert!(matches!(
            fault(&format!("devices | list {expression}")),
            Fault::TooDeep { limit: 64 }
        ));
        assert!(matches!(
            fault(&format!("devices | where {expression} > 1")),
            Fault::TooDeep { limit: 64 }
        ));
    }
    for condition in [
        deep("(", "a = 1", ")", 5_000),
        deep("(b = 1 and ", "a = 1", ")", 1_000),
        deep("countif(", "a = 1", ") > 1", 1_000),
        deep("(", "a", "", 15_000),
    ] {
        assert!(matches!(
            fault(&format!("devices | where {condition}")),
            Fault::TooDeep { limit: 64 }
        ));
    }
}

#[test]
fn what_people_write_is_not_too_deep() {
    let many = vec!["(name = \"x\" and uid = 1)"; 500].join(" or ");
    super::parse(&format!("devices | where {many}"));
    let sums = vec!["x.sum()"; 60].join(" + ");
    super::parse(&format!("devices | with dex.scores | compute a = {sums}"));
    let parentheses = format!("{}a = 1{}", "(".repeat(60), ")".repeat(60));
    super::parse(&format!("devices | where {parentheses}"));
}

#[test]
fn the_deepest_nesting_is_taken_and_the_next_level_is_not() {
    // The condition itself is the first level.
    let conditions = |parentheses: usize| {
        format!(
            "devices | where {}a = 1{}",
            "(".repeat(parentheses),
            ")".repeat(parentheses)
        )
    };
    super::parse(&conditions(63));
    assert_eq!(fault(&conditions(64)), Fault::TooDeep { limit: 64 });
    let sum = |terms: usize| format!("devices | list {}", vec!["a"; terms].join(" + "));
    super::parse(&sum(64));
    assert_eq!(fault(&sum(65)), Fault::TooDeep { limit: 64 });
}

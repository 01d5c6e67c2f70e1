//! Bands.

use super::HEALTH;
use crate::common::Shipped;

fn disk(name: &str, new: &str) -> Shipped {
    let old = match name {
        "good" => "good: { from: 20GB }",
        "average" => "average: { from: 10GB, to: 20GB }",
        _ => "frustrating: { to: 10GB }",
    };
    Shipped::new().replace(HEALTH, old, &format!("{name}: {new}"))
}

#[test]
fn overlapping_bands() {
    disk("average", "{ from: 10GB, to: 25GB }").expect(
        HEALTH,
        "good: { from: ^20GB",
        "the bands `average` and `good` overlap: both hold 20GB",
        "end the one where the other begins: `to` is the first value that is outside",
    );
    let open = disk("frustrating", "{ to: 12GB }");
    assert_eq!(
        open.faults()[0].what,
        "the bands `frustrating` and `average` overlap: both hold 10GB"
    );
}

#[test]
fn a_gap_between_bands() {
    disk("average", "{ from: 10GB, to: 15GB }").expect(
        HEALTH,
        "good: { from: ^20GB",
        "values from 15GB to 20GB are in no band",
        "begin `good` where `average` ends",
    );
}

#[test]
fn a_gap_below_and_above() {
    disk("frustrating", "{ from: 1GB, to: 10GB }").expect(
        HEALTH,
        "1GB, to: 10GB",
        "values below 1GB are in no band",
        "leave `from` out of the band `frustrating`",
    );
    disk("good", "{ from: 20GB, to: 1TB }").expect(
        HEALTH,
        "1TB",
        "values from 1TB upwards are in no band",
        "leave `to` out of the band `good`",
    );
    // Nothing is less than nothing, so a band from 0 is not open below.
    assert_eq!(disk("frustrating", "{ from: 0, to: 10GB }").faults(), []);
}

#[test]
fn an_upside_down_band() {
    disk("average", "{ from: 20GB, to: 10GB }").expect(
        HEALTH,
        "average: { from: ^20GB",
        "the band `average` is upside down: it runs from 20GB to 10GB",
        "swap `from` and `to`",
    );
}

#[test]
fn an_empty_band() {
    disk("average", "{ from: 10GB, to: 10GB }").expect(
        HEALTH,
        "average: { from: ^10GB",
        "the band `average` is empty: it begins and ends at 10GB",
        "move one of its bounds",
    );
    disk("average", "{}").expect(
        HEALTH,
        "average: ^{}",
        "the band `average` has no bounds",
        "add `from: …`, `to: …` or both",
    );
}

#[test]
fn a_bound_in_another_unit() {
    disk("good", "{ from: 20 }").expect(
        HEALTH,
        "good: { from: ^20 }",
        "`from` should be in the unit of the metric, not `20`",
        "write a size such as `500MB` or `20GB`",
    );
}

#[test]
fn percent_and_size_do_not_mix() {
    disk("good", "{ from: 20% }")
        .replace(HEALTH, "to: 20GB }", "to: 20% }")
        .replace(HEALTH, "from: 10GB", "from: 10%")
        .expect(
            HEALTH,
            "frustrating: { to: ^10GB",
            "the bands mix percent of a whole with `10GB`",
            "write all bounds with `%`, or none",
        );
}

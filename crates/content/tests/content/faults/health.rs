//! Categories and metrics.

use super::HEALTH;
use crate::common::Shipped;

#[test]
fn a_category_that_does_not_exist() {
    let broken = Shipped::new().replace(HEALTH, "category: storage", "category: storag");
    broken.expect(
        HEALTH,
        "category: ^storag\n",
        "there is no category `storag` in health.yaml",
        "did you mean `storage`?",
    );
}

#[test]
fn a_score_that_does_not_exist_or_is_none() {
    let broken = Shipped::new().replace(HEALTH, "score: dex_score", "score: dex_scores");
    broken.expect(
        HEALTH,
        "dex_scores",
        "there is no metric `dex_scores` in health.yaml",
        "did you mean `dex_score`?",
    );
    let broken = Shipped::new().replace(HEALTH, "score: dex_score", "score: cpu_load");
    broken.expect(
        HEALTH,
        "score: ^cpu_load",
        "`cpu_load` is not a score: its unit is another one",
        "name a metric with `unit: score`",
    );
}

#[test]
fn an_id_that_two_bear() {
    let broken = Shipped::new().replace(HEALTH, "- id: dex_endpoint", "- id: cpu_load");
    let first = broken.place(HEALTH, "- id: ^cpu_load").line;
    broken.expect(
        HEALTH,
        "cpu_load\n    category: performance",
        &format!("there is another metric `cpu_load` on line {first}"),
        "give one of the two another id",
    );
    let broken = Shipped::new().replace(
        HEALTH,
        "  - id: storage\n",
        "  - id: score\n    label: { en: A, de: A, fr: A }\n  - id: storage\n",
    );
    let first = broken.place(HEALTH, "- id: ^score").line;
    broken.expect(
        HEALTH,
        "score\n    label: { en: A,",
        &format!("there is another category `score` on line {first}"),
        "give one of the two another id",
    );
}

#[test]
fn an_id_with_a_space() {
    let broken = Shipped::new().replace(HEALTH, "- id: wifi_signal", "- id: Wi-Fi signal");
    let faults = broken.faults();
    assert_eq!(
        faults[0].place,
        Some(broken.place(HEALTH, "Wi-Fi signal\n    category"))
    );
    assert_eq!(faults[0].what, "`Wi-Fi signal` is not a metric id");
    assert_eq!(faults[0].remedy, "write 1 to 64 of a-z, 0-9, - and _");
}

#[test]
fn a_unit_that_does_not_exist() {
    let broken = Shipped::new().replace(HEALTH, "unit: seconds", "unit: second");
    broken.expect(
        HEALTH,
        "unit: ^second\n",
        "there is no unit `second`",
        "did you mean `seconds`?",
    );
}

#[test]
fn a_share_without_a_whole() {
    let broken = Shipped::new().replace(HEALTH, "whole: memory_installed, ", "");
    broken.expect(
        HEALTH,
        "good: { to: 75%",
        "these bands are in percent of a whole, but `columns` names no whole",
        "add `whole: …` to `columns`, the column of what 100% is, or write the bands in the unit",
    );
}

#[test]
fn a_stand_in_for_missing_values_has_the_unit() {
    let broken = Shipped::new().replace(HEALTH, "when_missing: 0", "when_missing: 2GB");
    broken.expect(
        HEALTH,
        "2GB",
        "`when_missing` should be in the unit of the metric, not `2GB`",
        "write a plain number such as `3`",
    );
}

//! Several faults at once, and how they are printed.

use content::{Files, KnownTexts, check};

use super::{HEALTH, SPACE};
use crate::common::Shipped;

#[test]
fn all_faults_are_found_at_once() {
    let broken = Shipped::new()
        .replace(HEALTH, "unit: seconds", "unit: hours")
        .replace(HEALTH, "good: { from: -67dBm }", "good: { from: -60dBm }")
        .replace(SPACE, ", fr: Libérer de l’espace }", " }")
        .replace(SPACE, "daily_cap: 10", "daily_cap: 10\ncolour: green")
        .remove("queries/deskside_score_history.nql");
    let faults: Vec<(String, String)> = broken
        .faults()
        .into_iter()
        .map(|fault| (fault.file, fault.what))
        .collect();
    let expected = [
        (HEALTH, "there is no unit `hours`"),
        (HEALTH, "values from -67dBm to -60dBm are in no band"),
        (
            "queries/deskside_score_history.nql",
            "the saved query `#deskside_score_history` is missing",
        ),
        (SPACE, "`title` has no text in French"),
        (SPACE, "a remedy has no key `colour`"),
    ];
    assert_eq!(
        faults,
        expected.map(|(file, what)| (file.to_owned(), what.to_owned()))
    );
}

#[test]
fn a_reference_to_something_faulty_is_no_second_fault() {
    let broken = Shipped::new().replace(
        HEALTH,
        "columns: { value: disk_free,",
        "columns: { valu: disk_free,",
    );
    let faults: Vec<String> = broken.faults().into_iter().map(|fault| fault.what).collect();
    assert_eq!(faults, ["the list of columns has no key `valu`"]);
    let broken = Shipped::new().write(HEALTH, "categories: [\n");
    assert!(
        broken.faults().iter().all(|fault| fault.file == HEALTH),
        "{:?}",
        broken.faults()
    );
}

#[test]
fn a_fault_is_printed_with_its_place_and_its_remedy() {
    let text = "online_within: soon\nscore: x\ncategories: []\nmetrics: []\n";
    let files = Files::new([(HEALTH.to_owned(), text.to_owned())]);
    let printed = check(&files, &[], &KnownTexts::default())
        .unwrap_err()
        .to_string();
    let expected = "health.yaml:1:16: `online_within` should be an amount, not `soon`\n    \
                    → write a number and its unit, such as `20GB`, `90s`, `80%` or `3`\n\
                    health.yaml:2:8: there is no metric `x` in health.yaml\n    \
                    → there is none yet; write one first\n\
                    2 faults in the content";
    assert_eq!(printed, expected);
}

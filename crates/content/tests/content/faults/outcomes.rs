//! What Nexthink's words mean, and what a workflow asks.

use super::SPACE;
use crate::common::Shipped;

const OUTCOMES: &str = "outcomes.yaml";
const BATTERY: &str = "remedies/order-battery.yaml";

fn outcomes(old: &str, new: &str) -> Shipped {
    Shipped::new().replace(OUTCOMES, old, new)
}

#[test]
fn without_the_file_words_are_shown_as_they_came() {
    assert_eq!(Shipped::new().remove(OUTCOMES).faults(), []);
}

#[test]
fn an_outcome_that_stands_twice() {
    outcomes("- id: unanswered", "- id: declined").expect(
        OUTCOMES,
        "means: declined\n\n  - id: ^declined",
        "there is another outcome `declined`",
        "give each a name of its own",
    );
}

#[test]
fn a_meaning_that_cannot_be() {
    outcomes("means: declined", "means: asks").expect(
        OUTCOMES,
        "means: ^asks",
        "an execution in the status `failure` cannot mean this",
        "write one of `failed`, `declined`, `unanswered`",
    );
    outcomes("means: declined", "means: refused").expect(
        OUTCOMES,
        "means: ^refused",
        "there is no meaning `refused`",
        "write one of `failed`, `declined`, `unanswered`, `asks`, `done`",
    );
    outcomes("means: asks", "").expect(
        OUTCOMES,
        "status: ^in_progress",
        "an execution in this status has not ended, so it is not said what this means",
        "add `means: asks`, or name the status of an end",
    );
}

#[test]
fn an_outcome_that_says_nothing() {
    outcomes("means: declined", "means: failed").expect(
        OUTCOMES,
        "id: ^declined",
        "the outcome `declined` says nothing to anybody",
        "add `cause: …`, what happened in plain words",
    );
    let next = "next: { en: Ask IT., de: Fragen Sie die IT., fr: Demandez. }";
    outcomes("means: declined", &format!("means: declined\n    {next}")).expect(
        OUTCOMES,
        "next: ^{ en: Ask",
        "what to do next is said without what happened",
        "add `cause: …`",
    );
}

#[test]
fn outputs_are_named() {
    outcomes("details: \"*declined*\"", "outputs: [Declined]").expect(
        OUTCOMES,
        "outputs: ^[",
        "`outputs` should name outputs, not a list",
        "write for example `outputs: { BatteryPresent: \"false\" }`",
    );
}

#[test]
fn only_a_workflow_asks_on_its_way() {
    let asks = "asks:\n  question: { en: Where?, de: Wo?, fr: Où ? }\n  parameters:\n    - { name: site, label: { en: Site, de: Ort, fr: Site } }\nexpected: 2min";
    Shipped::new().replace(SPACE, "expected: 2min", asks).expect(
        SPACE,
        "  ^question: { en: Where?",
        "a remote action cannot be answered on its way, only a workflow can",
        "start a workflow, or take `asks` out: what has to be known before goes to `parameters`",
    );
}

#[test]
fn an_answer_needs_something_to_answer() {
    let text = std::fs::read_to_string(crate::common::folder().join(BATTERY)).unwrap();
    let from = text.find("  parameters:").unwrap();
    let to = text.find("expected:").unwrap();
    let without = format!("{}  parameters: []\n\n{}", &text[..from], &text[to..]);
    Shipped::new().write(BATTERY, &without).expect(
        BATTERY,
        "parameters: ^[]",
        "nothing belongs to the answer, so nothing could be answered",
        "name the parameters of the thinklet that waits",
    );
}

//! What the tenant's words mean, and what an execution that asks does with an answer.

use std::collections::BTreeMap;

use domain::{
    CallResult, Catalogue, Execution, Meaning, Means, OutcomeRule, Question, Remedy, Report, Signal, State,
    TenantStatus,
};
use jiff::Timestamp;

use crate::support::{call, catalogue, english, metric, minutes, noon, order, remedy, report, seconds};

fn rule(id: &str, status: TenantStatus, details: &str, means: Means) -> OutcomeRule {
    OutcomeRule {
        id: id.parse().unwrap(),
        status,
        details: Some(details.to_owned().into()),
        outputs: BTreeMap::new(),
        means,
        explanation: None,
    }
}

fn with_details(status: TenantStatus, details: &str) -> Report {
    Report {
        details: details.to_owned(),
        ..report(status, noon())
    }
}

fn known() -> Catalogue {
    let asks = Some(Question {
        text: english("Where?"),
        parameters: Vec::new(),
    });
    let own = rule("own", TenantStatus::Failure, "*declined*", Means::Failed);
    let remedy = Remedy {
        asks,
        outcomes: vec![own],
        ..remedy()
    };
    Catalogue {
        remedies: vec![remedy.into()],
        outcomes: vec![
            rule("declined", TenantStatus::Failure, "*declined*", Means::Declined),
            rule("asks", TenantStatus::InProgress, "waiting*", Means::Asks),
        ],
        ..catalogue([metric("disk-free")])
    }
}

#[test]
fn a_remedys_own_outcomes_come_first() {
    let catalogue = known();
    let report = with_details(TenantStatus::Failure, "It was declined.");
    let means = |remedy: &str| {
        catalogue
            .meaning(&remedy.parse().unwrap(), None, &report)
            .unwrap()
            .means
    };
    assert_eq!(means("free-space"), Means::Failed);
    assert_eq!(means("another"), Means::Declined);
    let other = with_details(TenantStatus::Failure, "exit code 3");
    assert_eq!(catalogue.meaning(&"another".parse().unwrap(), None, &other), None);
}

#[test]
fn a_question_is_one_only_where_the_page_can_ask_it() {
    let catalogue = known();
    let report = with_details(TenantStatus::InProgress, "Waiting for somebody");
    let means = |remedy: &str| catalogue.meaning(&remedy.parse().unwrap(), None, &report);
    assert_eq!(means("free-space").unwrap().means, Means::Asks);
    assert_eq!(means("another"), None);
}

#[test]
fn outputs_are_looked_at_by_name() {
    let rule = OutcomeRule {
        outputs: [("BatteryPresent".to_owned(), "false".to_owned().into())].into(),
        details: None,
        ..rule("no-battery", TenantStatus::Success, "", Means::Done)
    };
    let fits = |output: &str| {
        rule.fits(&Report {
            output: output.to_owned(),
            ..report(TenantStatus::Success, noon())
        })
    };
    assert!(fits(r#"{"BatteryPresent": "false", "More": [1]}"#));
    assert!(fits(r#"{"BatteryPresent": false}"#));
    assert!(!fits(r#"{"BatteryPresent": "true"}"#));
    assert!(!fits(r#"{"Other": "false"}"#));
    assert!(!fits("not JSON"));
}

fn meant(status: TenantStatus, means: Means, at: Timestamp) -> Signal {
    Signal::Reported(Report {
        meaning: Some(Meaning {
            outcome: "it".parse().unwrap(),
            means,
        }),
        ..report(status, at)
    })
}

#[test]
fn who_declined_or_did_not_answer_ends_it_in_a_way_of_its_own() {
    for (status, means, end) in [
        (TenantStatus::Failure, Means::Declined, State::Declined),
        (TenantStatus::Success, Means::Declined, State::Declined),
        (TenantStatus::Expired, Means::Unanswered, State::Unanswered),
        (TenantStatus::Failure, Means::Failed, State::Failed),
        // What cannot be is not believed.
        (TenantStatus::Success, Means::Asks, State::Verifying),
        (TenantStatus::InProgress, Means::Declined, State::Running),
    ] {
        let execution = Execution::new(order())
            .advance(meant(status, means, noon()), noon())
            .into_execution();
        assert_eq!(execution.state(), end, "{status:?} {means:?}");
    }
}

/// An execution that asked at noon and was answered ten seconds later.
fn answering() -> Execution {
    let answer = Signal::Answered([("site".to_owned(), "Main".to_owned())].into());
    let asked = Execution::new(order()).advance(asks(0), noon()).into_execution();
    assert_eq!(asked.state(), State::WaitingForAnswer);
    let answering = asked.advance(answer, noon() + seconds(10)).into_execution();
    assert_eq!(answering.state(), State::Answering);
    answering
}

fn asks(since: i64) -> Signal {
    meant(TenantStatus::InProgress, Means::Asks, noon() + seconds(since))
}

#[test]
fn an_answer_that_was_taken_answers_this_question_and_not_the_next() {
    let taken = Signal::AnswerTaken(call(CallResult::Accepted, 11));
    let running = answering().advance(taken, noon() + seconds(11)).into_execution();
    assert_eq!(running.state(), State::Running);
    let late = running
        .clone()
        .advance(asks(0), noon() + minutes(10))
        .into_execution();
    assert_eq!(late.state(), State::Running, "that was answered");
    let next = running.advance(asks(60), noon() + seconds(61)).into_execution();
    assert_eq!(next.state(), State::WaitingForAnswer);
}

#[test]
fn an_answer_that_nobody_knows_of_is_asked_for_again_when_the_question_stays() {
    let unknown = Signal::AnswerUnknown(call(CallResult::Unknown, 11));
    let running = answering()
        .advance(unknown, noon() + seconds(11))
        .into_execution();
    let soon = running.advance(asks(0), noon() + seconds(60)).into_execution();
    assert_eq!(soon.state(), State::Running, "it may have arrived");
    let later = soon.advance(asks(0), noon() + seconds(131)).into_execution();
    assert_eq!(later.state(), State::WaitingForAnswer);
}

#[test]
fn while_the_answer_is_under_way_the_question_may_still_be_shown() {
    let still = answering().advance(asks(0), noon() + minutes(5)).into_execution();
    assert_eq!(still.state(), State::Answering);
    let ended = still
        .advance(
            Signal::Reported(report(TenantStatus::Expired, noon() + seconds(20))),
            noon() + minutes(6),
        )
        .into_execution();
    assert_eq!(ended.state(), State::Expired);
}

#[test]
fn an_answer_that_was_sent_late_is_given_its_time_to_show() {
    // The tenant turned it away for five minutes before it took it, perhaps.
    let unknown = Signal::AnswerUnknown(call(CallResult::Unknown, 310));
    let running = answering()
        .advance(unknown, noon() + seconds(311))
        .into_execution();
    let soon = running.advance(asks(0), noon() + seconds(312)).into_execution();
    assert_eq!(soon.state(), State::Running);
}

#[test]
fn what_became_of_an_earlier_answer_says_nothing_about_this_one() {
    let early = Signal::AnswerTaken(call(CallResult::Accepted, 9));
    let still = answering().advance(early, noon() + seconds(11)).into_execution();
    assert_eq!(still.state(), State::Answering);
    // And one that was given up for lost, and was taken after all, is not asked for again.
    let lost = still
        .advance(
            Signal::AnswerUnknown(call(CallResult::Unknown, 12)),
            noon() + seconds(12),
        )
        .into_execution();
    let taken = lost
        .advance(
            Signal::AnswerTaken(call(CallResult::Accepted, 13)),
            noon() + seconds(13),
        )
        .into_execution();
    let later = taken.advance(asks(0), noon() + minutes(10)).into_execution();
    assert_eq!(later.state(), State::Running);
}

#[test]
fn the_call_whose_outcome_is_unknown_has_a_line_of_its_own_however_many_there_were() {
    let mut execution = Execution::new(order());
    for count in 0..60 {
        let mut put_off = call(CallResult::PutOff, count);
        put_off.words = format!("busy {count}");
        execution = execution
            .advance(Signal::PutOff(put_off), noon() + seconds(count))
            .into_execution();
    }
    assert_eq!(execution.calls().len(), 40);
    let unknown = call(CallResult::Unknown, 100);
    let unsure = execution
        .advance(Signal::OutcomeUnknown(unknown.clone()), noon() + seconds(101))
        .into_execution();
    assert_eq!(unsure.unsure_call(), Some(&unknown));
    let times: u32 = unsure.calls().iter().map(|call| call.times).sum();
    assert_eq!(times, 61);
}

//! Steps are ticked by what happened and by nothing else.

use std::collections::BTreeMap;

use domain::{
    Call, CallResult, Direction, Execution, Failure, FailureKind, Lang, Launch, Meaning, Means, Measurement,
    NewExecution, Proof, Report, Signal, TenantStatus, WorkflowVersion,
};
use jiff::{SignedDuration, Timestamp};

use super::{
    Progress,
    Progress::{Done, Later, Now, Stopped},
    steps,
};
use crate::texts::Texts;

/// An execution with a proof, led along these signals, one a second.
fn led(signals: &[Signal]) -> Execution {
    let id = "0199f6a0-2222-4222-8333-444455556601";
    let order = NewExecution {
        id: id.parse().unwrap(),
        employee: "alex@example.com".parse().unwrap(),
        device: id.parse().unwrap(),
        device_name: "NB-1".into(),
        remedy: "clean".parse().unwrap(),
        launch: Launch::RemoteAction("#clean".parse().unwrap()),
        parameters: BTreeMap::new(),
        proof: Some(Proof {
            metric: "disk".parse().unwrap(),
            direction: Direction::Rises,
            by: 1.0,
        }),
        before: Some(Measurement {
            value: 1.0,
            as_of: Timestamp::UNIX_EPOCH,
        }),
        created_at: Timestamp::UNIX_EPOCH,
        expires_at: Timestamp::UNIX_EPOCH,
        diagnosis: None,
        planned_for: None,
        agreed: None,
        asks: None,
    };
    lead(Execution::new(order), signals)
}

fn lead(execution: Execution, signals: &[Signal]) -> Execution {
    signals
        .iter()
        .zip(1..)
        .fold(execution, |execution, (signal, second)| {
            execution
                .advance(signal.clone(), Timestamp::from_second(second).unwrap())
                .into_execution()
        })
}

fn call(second: i64, result: CallResult) -> Call {
    let at = Timestamp::from_second(second).unwrap();
    Call::new(at, at, result, String::new())
}

fn accepted() -> Signal {
    Signal::Accepted("r".parse().unwrap(), call(1, CallResult::Accepted))
}

fn unknown() -> Signal {
    Signal::OutcomeUnknown(call(1, CallResult::Unknown))
}

fn report(status: TenantStatus) -> Signal {
    report_that(status, None)
}

fn report_that(status: TenantStatus, means: Option<Means>) -> Signal {
    let (details, output) = (String::new(), String::new());
    Signal::Reported(Report {
        request: "r".parse().unwrap(),
        status,
        details,
        output,
        changed_at: Timestamp::UNIX_EPOCH,
        run: None,
        meaning: means.map(|means| Meaning {
            outcome: "sample".parse().unwrap(),
            means,
        }),
    })
}

/// The steps: label, progress, and at which second.
fn shown(signals: &[Signal]) -> Vec<(String, Progress, Option<i64>)> {
    lines(&led(signals))
}

fn lines(execution: &Execution) -> Vec<(String, Progress, Option<i64>)> {
    steps(Texts::of(Lang::En), execution, "Cleaning", execution.since())
        .into_iter()
        .map(|line| {
            (
                line.label.to_owned(),
                line.progress,
                line.at.map(Timestamp::as_second),
            )
        })
        .collect()
}

fn line(label: &str, progress: Progress, second: Option<i64>) -> (String, Progress, Option<i64>) {
    (label.to_owned(), progress, second)
}

#[test]
fn before_it_is_sent_everything_lies_ahead() {
    assert_eq!(
        shown(&[]),
        [
            line("Sending it to Nexthink", Now, Some(0)),
            line("The device picks it up", Later, None),
            line("Cleaning", Later, None),
            line("Check that it helped", Later, None),
        ]
    );
}

#[test]
fn a_send_of_unknown_outcome_is_not_ticked() {
    assert_eq!(
        shown(&[unknown()])[0],
        line("Sent; nobody knows whether it arrived", Now, Some(1))
    );
}

#[test]
fn each_step_is_ticked_when_it_happened() {
    use TenantStatus::{InProgress, Success};
    let fixed = [
        accepted(),
        report(InProgress),
        report(Success),
        Signal::Measured(Measurement {
            value: 9.0,
            as_of: Timestamp::UNIX_EPOCH,
        }),
    ];
    assert_eq!(
        shown(&fixed[..2]),
        [
            line("Sent to Nexthink", Done, Some(1)),
            line("Picked up by the device", Done, Some(2)),
            line("Cleaning", Now, Some(2)),
            line("Check that it helped", Later, None),
        ]
    );
    assert_eq!(
        shown(&fixed[..3])[2..],
        [
            line("Cleaning", Done, Some(3)),
            line("Checking that it helped", Now, Some(3))
        ]
    );
    assert_eq!(
        shown(&fixed)[2..],
        [
            line("Cleaning", Done, Some(3)),
            line("Checked that it helped", Done, Some(4))
        ]
    );
}

#[test]
fn what_was_never_seen_has_no_time() {
    let quick = shown(&[accepted(), report(TenantStatus::Success)]);
    assert_eq!(quick[1], line("Picked up by the device", Done, None));
}

#[test]
fn a_failure_ends_the_list_where_it_happened() {
    let failure = Failure {
        kind: FailureKind::Refused,
        words: String::new(),
    };
    let refused = Signal::Refused(failure, Some(call(1, CallResult::Refused)));
    assert_eq!(
        shown(&[refused]),
        [line("Sending it to Nexthink", Stopped, Some(1))]
    );
    let failed = shown(&[
        accepted(),
        report(TenantStatus::InProgress),
        report(TenantStatus::Failure),
    ]);
    assert_eq!(failed[2..], [line("Cleaning", Stopped, Some(3))]);
    let expired = shown(&[
        accepted(),
        report(TenantStatus::WaitingOnDevice),
        report(TenantStatus::Expired),
    ]);
    assert_eq!(expired[1..], [line("The device picks it up", Stopped, Some(3))]);
}

#[test]
fn a_question_on_the_device_is_a_step_of_its_own() {
    let asked = shown(&[accepted(), report(TenantStatus::WaitingOnUser)]);
    assert_eq!(
        asked[2],
        line("Waiting for your answer on the device", Now, Some(2))
    );
}

#[test]
fn a_proof_that_never_came_is_not_ticked() {
    let unproven = shown(&[accepted(), report(TenantStatus::Success), Signal::ProofMissed]);
    assert_eq!(
        unproven[3],
        line("No figure came to check it by", Stopped, Some(3))
    );
}

#[test]
fn what_never_arrived_was_not_sent_to_its_end() {
    assert_eq!(
        shown(&[unknown(), Signal::ProvenAbsent]),
        [line("Sent, but it never arrived", Stopped, Some(2))]
    );
    // Nobody ever learned whether it did.
    assert_eq!(
        shown(&[unknown(), Signal::OutOfSight]),
        [line("Sent; nobody knows whether it arrived", Stopped, Some(2))]
    );
    assert_eq!(
        shown(&[unknown(), report(TenantStatus::InProgress)])[0],
        line("Sent to Nexthink", Done, Some(1))
    );
}

#[test]
fn a_question_that_nobody_answered_ends_the_list() {
    for means in [Means::Unanswered, Means::Declined] {
        let ended = shown(&[accepted(), report_that(TenantStatus::Failure, Some(means))]);
        assert_eq!(
            ended[1..],
            [
                line("Picked up by the device", Done, None),
                line("Waiting for your answer on the device", Stopped, Some(2))
            ]
        );
    }
}

/// A workflow that asks, led along these signals after it was accepted.
fn workflow(signals: &[Signal]) -> Vec<(String, Progress, Option<i64>)> {
    let mut order = led(&[]).order;
    order.launch = Launch::Workflow {
        id: "#order".parse().unwrap(),
        version: WorkflowVersion::V2,
    };
    order.proof = None;
    let asks = report_that(TenantStatus::InProgress, Some(Means::Asks));
    lines(&lead(
        Execution::new(order),
        &[&[accepted(), asks], signals].concat(),
    ))
}

#[test]
fn an_answer_is_ticked_when_it_was_taken() {
    let answered = Signal::Answered(BTreeMap::from([("site".into(), "North".into())]));
    assert_eq!(
        workflow(&[]),
        [
            line("Sent to Nexthink", Done, Some(1)),
            line("Begun by Nexthink", Done, Some(2)),
            line("Waiting for your answer", Now, Some(2)),
            line("Cleaning", Later, None),
        ]
    );
    assert_eq!(
        workflow(std::slice::from_ref(&answered))[2],
        line("Sending your answer", Now, Some(3))
    );
    let taken = Signal::AnswerTaken(call(4, CallResult::Accepted));
    assert_eq!(
        workflow(&[answered.clone(), taken])[2..],
        [
            line("You answered", Done, Some(3)),
            line("Cleaning", Now, Some(4))
        ]
    );
    for not_taken in [
        Signal::AnswerRefused(call(4, CallResult::Refused)),
        Signal::AnswerUnknown(call(4, CallResult::Unknown)),
    ] {
        assert_eq!(
            workflow(&[answered.clone(), not_taken])[2],
            line("Cleaning", Now, Some(4))
        );
    }
}

#[test]
fn a_plan_is_a_step_of_its_own() {
    let planned = |signals: &[Signal]| {
        let mut order = led(&[]).order;
        order.plan(SignedDuration::from_secs(60));
        lead(Execution::new(order), signals)
    };
    assert_eq!(
        lines(&planned(&[]))[..2],
        [
            line("Wait until it is time", Now, Some(60)),
            line("Sending it to Nexthink", Later, None),
        ]
    );
    assert_eq!(
        lines(&planned(&[Signal::TakenBack])),
        [line("Wait until it is time", Stopped, Some(1))]
    );
    let at = Timestamp::from_second(61).unwrap();
    let sent = planned(&[]).advance(accepted(), at).into_execution();
    assert_eq!(
        lines(&sent)[..2],
        [
            line("Wait until it is time", Done, Some(60)),
            line("Sent to Nexthink", Done, Some(61)),
        ]
    );
}

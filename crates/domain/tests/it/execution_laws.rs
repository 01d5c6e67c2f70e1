//! The laws of the state machine, under every sequence of signals: in any order, twice, and late.

use domain::{
    Advanced, Call, CallResult, Execution, Failure, FailureKind, Meaning, Means, Measurement, NewExecution,
    Report, Signal, State, TenantStatus,
};
use jiff::Timestamp;
use proptest::{prelude::*, sample::select};

use crate::support::{call, noon, order, report, seconds};

/// A moment some time before or after the press: clocks are set back, and answers come late.
fn moment() -> impl Strategy<Value = Timestamp> {
    (-60..600_i64).prop_map(|offset| noon() + seconds(offset))
}

fn status() -> impl Strategy<Value = TenantStatus> {
    use TenantStatus::{Cancelled, Expired, Failure, InProgress, Success, WaitingOnDevice, WaitingOnUser};
    select(vec![
        WaitingOnDevice,
        WaitingOnUser,
        InProgress,
        Success,
        Failure,
        Expired,
        Cancelled,
    ])
}

fn meaning() -> impl Strategy<Value = Option<Meaning>> {
    let means = select(Means::ALL.to_vec()).prop_map(|means| Meaning {
        outcome: format!("{means:?}").to_lowercase().parse().unwrap(),
        means,
    });
    prop::option::of(means)
}

/// Few values, so that equal ones meet.
fn any_report() -> impl Strategy<Value = Report> {
    let request = prop_oneof![4 => Just("request-1"), 1 => Just("request-2")];
    let words = select(vec!["", "waiting", "the script timed out"]);
    (request, status(), words.clone(), words, 0..8_i64, meaning()).prop_map(
        |(request, status, details, output, changed, meaning)| Report {
            request: request.parse().unwrap(),
            status,
            details: details.to_owned(),
            output: output.to_owned(),
            changed_at: noon() + seconds(changed),
            run: None,
            meaning,
        },
    )
}

/// Calls are over in the order in which they were made, and some are told of twice.
fn made(result: CallResult) -> impl Strategy<Value = Call> {
    (0..12_i64).prop_map(move |count| call(result, count))
}

fn signal() -> impl Strategy<Value = Signal> {
    let refused = Failure {
        kind: FailureKind::Refused,
        words: "no".into(),
    };
    prop_oneof![
        2 => (select(vec!["request-1", "request-2"]), made(CallResult::Accepted))
            .prop_map(|(request, call)| Signal::Accepted(request.parse().unwrap(), call)),
        1 => prop::option::of(made(CallResult::Refused)).prop_map(move |call| Signal::Refused(refused.clone(), call)),
        2 => made(CallResult::Unknown).prop_map(Signal::OutcomeUnknown),
        1 => made(CallResult::PutOff).prop_map(Signal::PutOff),
        8 => any_report().prop_map(Signal::Reported),
        2 => (0..100_u32, moment()).prop_map(|(value, as_of)| Signal::Measured(Measurement {
            value: f64::from(value),
            as_of,
        })),
        1 => (0..20_u32, moment()).prop_map(|(value, as_of)| Signal::MeasuredBefore(Measurement { value: f64::from(value), as_of })),
        1 => Just(Signal::ProofMissed),
        1 => Just(Signal::OutOfSight),
        1 => Just(Signal::ProvenAbsent),
        1 => Just(Signal::TakenBack),
        3 => select(vec!["here", "there"])
            .prop_map(|site| Signal::Answered([("site".to_owned(), site.to_owned())].into())),
        1 => made(CallResult::Accepted).prop_map(Signal::AnswerTaken),
        1 => made(CallResult::Refused).prop_map(Signal::AnswerRefused),
        1 => made(CallResult::Unknown).prop_map(Signal::AnswerUnknown),
    ]
}

/// A new execution with or without a proof, and with or without the figure from before.
fn execution() -> impl Strategy<Value = Execution> {
    (any::<bool>(), any::<bool>()).prop_map(|(proof, before)| {
        let order = order();
        Execution::new(NewExecution {
            proof: order.proof.filter(|_| proof),
            before: order.before.filter(|_| before),
            ..order
        })
    })
}

fn history() -> impl Strategy<Value = Vec<(Signal, Timestamp)>> {
    prop::collection::vec((signal(), moment()), 0..24)
}

/// What an execution says, but for its revision.
fn content(execution: &Execution) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        (execution.state(), execution.steps().to_vec()),
        (execution.request().cloned(), execution.reported_at()),
        (execution.details().to_owned(), execution.output().to_owned()),
        (
            execution.failure().cloned(),
            execution.before().copied(),
            execution.after().copied(),
        ),
        (
            execution.outcome().cloned(),
            execution.answer().cloned(),
            execution.calls().to_vec(),
        ),
    )
}

fn is_proven(execution: &Execution) -> bool {
    execution.order.proof.is_some() && execution.before().is_some()
}

fn steps_are_in_order(execution: &Execution) -> Result<(), TestCaseError> {
    let steps = execution.steps();
    prop_assert_eq!(steps[0].state, State::Queued);
    prop_assert_eq!(steps[0].at, execution.order.created_at);
    prop_assert_eq!(steps[steps.len() - 1].state, execution.state());
    for pair in steps.windows(2) {
        prop_assert!(pair[0].at <= pair[1].at, "{steps:?}");
        prop_assert_ne!(pair[0].state, pair[1].state);
        prop_assert!(!pair[0].state.is_end(), "something came after an end: {steps:?}");
        prop_assert_ne!(pair[1].state, State::Queued, "it was queued again");
    }
    Ok(())
}

/// One signal, and every law about one signal.
fn step(before: Execution, signal: &Signal, at: Timestamp) -> Result<Execution, TestCaseError> {
    let advanced = before.clone().advance(signal.clone(), at);
    let kind = std::mem::discriminant(&advanced);
    let after = advanced.clone().into_execution();

    prop_assert_eq!(&after.order, &before.order, "what was ordered never changes");
    steps_are_in_order(&after)?;
    match advanced {
        Advanced::Unchanged(_) => prop_assert_eq!(&after, &before),
        Advanced::Moved(_) => {
            prop_assert_ne!(after.state(), before.state());
            prop_assert_eq!(after.revision(), before.revision() + 1);
            prop_assert_eq!(after.steps().len(), before.steps().len() + 1);
        }
        Advanced::Noted(_) => {
            prop_assert_eq!(after.state(), before.state());
            prop_assert_eq!(after.revision(), before.revision() + 1);
            prop_assert!(
                content(&after) != content(&before),
                "noted, but nothing is new: {after:?}"
            );
        }
    }
    let unchanged = kind == std::mem::discriminant(&Advanced::Unchanged(before.clone()));

    prop_assert!(
        !before.state().is_end() || unchanged,
        "{before:?} ended, and {signal:?} moved it"
    );
    prop_assert!(after.state() != State::Verifying || is_proven(&after));
    if before.state() == State::Verifying {
        let proves = matches!(signal, Signal::Measured(_) | Signal::ProofMissed);
        let receipt_only = after.state() == State::Verifying && after.calls() != before.calls();
        prop_assert!(
            unchanged || proves || receipt_only,
            "what the device has done is only to be proven: {signal:?}"
        );
    }
    if let Some(known) = before.request() {
        prop_assert_eq!(after.request(), Some(known), "it became another request");
    }
    match signal {
        Signal::Reported(report) => {
            let old = before
                .reported_at()
                .is_some_and(|known| report.changed_at < known);
            let other = before.request().is_some_and(|known| *known != report.request);
            prop_assert!(unchanged || !old && !other, "{report:?} moved {before:?}");
        }
        // Once the tenant may have it, nobody can say that it never will, but whoever sent it.
        Signal::TakenBack => prop_assert!(unchanged || before.state() == State::Queued),
        Signal::Refused(_, call) => {
            let knows = before.state() == State::Unsure && call.is_some();
            prop_assert!(unchanged || before.state() == State::Queued || knows);
        }
        Signal::OutcomeUnknown(_) => {
            let moved = after.state() != before.state();
            prop_assert!(!moved || before.state() == State::Queued && after.state() == State::Unsure);
        }
        Signal::PutOff(_) => prop_assert_eq!(after.state(), before.state()),
        Signal::Accepted(..) => {
            let moved = after.state() != before.state();
            prop_assert!(!moved || matches!(before.state(), State::Queued | State::Unsure));
        }
        // Sent again only by somebody's decision, and only when it is proven that nothing arrived.
        Signal::ProvenAbsent => {
            prop_assert!(unchanged || before.state() == State::Unsure && after.state() == State::Failed);
        }
        Signal::Answered(_) => prop_assert!(unchanged || before.state() == State::WaitingForAnswer),
        Signal::AnswerTaken(_) | Signal::AnswerRefused(_) | Signal::AnswerUnknown(_) => {
            let late = matches!(signal, Signal::AnswerTaken(_)) && before.state() == State::Running;
            prop_assert!(unchanged || late || before.state() == State::Answering);
            prop_assert!(unchanged || after.state() == State::Running);
        }
        Signal::OutOfSight => {
            prop_assert!(unchanged || before.state().is_with_tenant() && after.state() == State::Failed);
        }
        Signal::MeasuredBefore(_) => {
            prop_assert!(unchanged || before.state() == State::Queued && after.state() == State::Queued);
        }
        Signal::Measured(_) | Signal::ProofMissed => {
            prop_assert!(unchanged || before.state() == State::Verifying);
        }
    }
    Ok(after)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_history_keeps_the_laws(start in execution(), history in history()) {
        let mut execution = start;
        for (signal, at) in &history {
            execution = step(execution, signal, *at)?;
        }
        let fixed = matches!(execution.state(), State::Fixed | State::NotFixed);
        prop_assert_eq!(fixed, execution.after().is_some(), "judged only by a figure, and every figure judges");
        if let (Some(after), Some(before), Some(proof)) =
            (execution.after(), execution.before(), &execution.order.proof)
        {
            let shown = proof.is_shown_by(before.value, after.value);
            prop_assert_eq!(shown, execution.state() == State::Fixed);
        }
        prop_assert_eq!(execution.state() == State::Failed, execution.failure().is_some());
    }

    #[test]
    fn the_same_signal_again_says_nothing_new(start in execution(), history in history(), late in moment()) {
        let mut execution = start;
        for (signal, at) in history {
            execution = execution.advance(signal.clone(), at).into_execution();
            // Whether a question that is still shown was answered, only time tells.
            let late = if execution.answer().is_some() { at } else { late };
            let again = execution.clone().advance(signal, late);
            prop_assert_eq!(again, Advanced::Unchanged(execution.clone()));
        }
    }

    #[test]
    fn what_is_stored_is_what_is_read(start in execution(), history in history()) {
        let execution = history
            .into_iter()
            .fold(start, |execution, (signal, at)| execution.advance(signal, at).into_execution());
        let stored = serde_json::to_string(&execution).unwrap();
        prop_assert_eq!(serde_json::from_str::<Execution>(&stored).unwrap(), execution);
    }
}

#[test]
fn the_usual_way_to_a_proven_fix() {
    let heard = |status, at| Signal::Reported(report(status, noon() + seconds(at)));
    let measured = Signal::Measured(Measurement {
        value: 60.0,
        as_of: noon() + seconds(40),
    });
    let way = [
        (
            Signal::Accepted("request-1".parse().unwrap(), call(CallResult::Accepted, 1)),
            State::Sent,
        ),
        (heard(TenantStatus::WaitingOnDevice, 10), State::WaitingForDevice),
        (heard(TenantStatus::WaitingOnUser, 15), State::WaitingForUser),
        (heard(TenantStatus::InProgress, 20), State::Running),
        (heard(TenantStatus::Success, 30), State::Verifying),
        (measured, State::Fixed),
    ];
    let mut execution = Execution::new(order());
    for (count, (signal, expected)) in (1..).zip(way) {
        execution = execution
            .advance(signal, noon() + seconds(count))
            .into_execution();
        assert_eq!(
            (execution.state(), execution.revision()),
            (expected, count.unsigned_abs())
        );
    }
    let states: Vec<State> = execution.steps().iter().map(|step| step.state).collect();
    assert_eq!(states[0], State::Queued);
    assert_eq!(states.len(), 7);
    assert_eq!(execution.sent_at(), Some(noon() + seconds(1)));
}

#[test]
fn ends_without_a_proof_say_so() {
    let verifying = || {
        let heard = Signal::Reported(report(TenantStatus::Success, noon()));
        Execution::new(order()).advance(heard, noon()).into_execution()
    };
    let measured = |value| Signal::Measured(Measurement { value, as_of: noon() });
    let end = |signal| verifying().advance(signal, noon()).into_execution().state();
    assert_eq!(end(measured(59.9)), State::NotFixed);
    assert_eq!(end(measured(60.0)), State::Fixed);
    assert_eq!(end(Signal::ProofMissed), State::Done);
}

#[test]
fn a_failure_keeps_nexthinks_words() {
    let report = Report {
        details: "exit code 3".to_owned(),
        ..report(TenantStatus::Failure, noon())
    };
    let execution = Execution::new(order())
        .advance(Signal::Reported(report), noon())
        .into_execution();
    let failure = execution.failure().unwrap();
    assert_eq!(
        (failure.kind, failure.words.as_str()),
        (FailureKind::OnDevice, "exit code 3")
    );
}

//! Executions in every state.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Call, CallResult, Execution, Explanation, Failure, FailureKind, Meaning, Means, Measurement,
    NewExecution, Remedy, Report, Signal, Subject, TenantStatus,
};
use jiff::SignedDuration;
use service::view::{ExecutionPage, ExecutionSummary, HistoryPage};

use super::{ago, cleanup, disk, fresh, now, offered, order_battery, restart, text, uid};

/// An execution of the clean-up that was led along a path of signals, one every eight seconds.
pub fn execution(n: u8, remedy: &Remedy, signals: &[Signal]) -> Execution {
    let created = now() - SignedDuration::from_secs(47);
    let order = NewExecution {
        id: format!("0199f6a0-2222-4222-8333-4444555566{n:02}")
            .parse()
            .expect("a UUID"),
        employee: "alex.fischer@example.com".parse().expect("an id"),
        device: uid(1),
        device_name: "NB-ZRH-0042".into(),
        remedy: remedy.id.clone(),
        launch: remedy.launch.clone(),
        parameters: BTreeMap::new(),
        proof: remedy.proof.clone(),
        before: remedy.proof.as_ref().map(|_| Measurement {
            value: 4.1e9,
            as_of: ago(4),
        }),
        created_at: created,
        expires_at: created + SignedDuration::from_hours(24),
        diagnosis: None,
        planned_for: None,
        agreed: None,
        asks: None,
    };
    signals
        .iter()
        .zip(1..)
        .fold(Execution::new(order), |execution, (signal, n)| {
            execution
                .advance(signal.clone(), created + SignedDuration::from_secs(8 * n))
                .into_execution()
        })
}

/// The restart, planned for an hour after the press.
pub fn planned() -> Execution {
    let mut order = execution(90, &restart(), &[]).order;
    order.plan(SignedDuration::from_hours(1));
    Execution::new(order)
}

/// Nexthink's word about an execution.
pub fn reported(status: TenantStatus, details: &str, output: &str) -> Signal {
    Signal::Reported(Report {
        request: "1f6".parse().expect("an id"),
        status,
        details: details.into(),
        output: output.into(),
        changed_at: now(),
        run: None,
        meaning: None,
    })
}

/// The same, with a meaning that content has for it.
pub fn meant(means: Means, status: TenantStatus, details: &str) -> Signal {
    let Signal::Reported(report) = reported(status, details, "") else {
        unreachable!("it was made as a report");
    };
    Signal::Reported(Report {
        meaning: Some(Meaning {
            outcome: "sample".parse().expect("an id"),
            means,
        }),
        ..report
    })
}

/// A call that was made this many seconds ago.
pub fn call(seconds_ago: i64, result: CallResult, words: &str) -> Call {
    let begun_at = now() - SignedDuration::from_secs(seconds_ago);
    Call::new(
        begun_at,
        begun_at + SignedDuration::from_millis(312),
        result,
        words.into(),
    )
}

/// Accepted by Nexthink.
pub fn accepted() -> Signal {
    Signal::Accepted("1f6".parse().expect("an id"), call(39, CallResult::Accepted, ""))
}

/// Sent, and nobody knows whether it arrived.
pub fn unknown() -> Signal {
    Signal::OutcomeUnknown(call(39, CallResult::Unknown, "the connection broke"))
}

/// What was answered to the workflow.
pub fn given() -> BTreeMap<String, String> {
    [("delivery_site", "North campus"), ("phone", "+41 44 000 00 00")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

const OUTPUT: &str = r#"{"FilesDeleted":"4120","FreedSpace":"11700000000","Log":"3 folders"}"#;

/// Every way an execution can stand, with its name.
pub fn executions() -> Vec<(&'static str, Execution)> {
    let (cleanup, restart) = (cleanup(), restart());
    let done = || reported(TenantStatus::Success, "", OUTPUT);
    let running = || reported(TenantStatus::InProgress, "", "");
    let measured = |value| Signal::Measured(Measurement { value, as_of: now() });
    let failed = |kind| {
        let words = "Remote action is not enabled for API";
        let failure = Failure {
            kind,
            words: words.into(),
        };
        Signal::Refused(failure, Some(call(39, CallResult::Refused, words)))
    };
    let asks = || {
        meant(
            Means::Asks,
            TenantStatus::InProgress,
            "Waiting for an external trigger",
        )
    };
    let never_sent = Failure {
        kind: FailureKind::NeverSent,
        words: String::new(),
    };
    vec![
        ("queued", execution(1, &cleanup, &[])),
        ("unsure", execution(2, &cleanup, &[unknown()])),
        ("sent", execution(3, &cleanup, &[accepted()])),
        (
            "waiting-for-device",
            execution(
                4,
                &cleanup,
                &[accepted(), reported(TenantStatus::WaitingOnDevice, "", "")],
            ),
        ),
        (
            "waiting-for-user",
            execution(
                5,
                &cleanup,
                &[accepted(), reported(TenantStatus::WaitingOnUser, "", "")],
            ),
        ),
        ("running", execution(6, &cleanup, &[accepted(), running()])),
        (
            "verifying",
            execution(7, &cleanup, &[accepted(), running(), done()]),
        ),
        (
            "fixed",
            execution(8, &cleanup, &[accepted(), running(), done(), measured(15.8e9)]),
        ),
        (
            "not-fixed",
            execution(9, &cleanup, &[accepted(), running(), done(), measured(4.2e9)]),
        ),
        ("done", execution(10, &restart, &[accepted(), running(), done()])),
        (
            "unproven",
            execution(
                11,
                &cleanup,
                &[accepted(), running(), done(), Signal::ProofMissed],
            ),
        ),
        (
            "failed",
            execution(
                12,
                &cleanup,
                &[
                    accepted(),
                    running(),
                    reported(
                        TenantStatus::Failure,
                        "The script timed out after 300 seconds.",
                        "",
                    ),
                ],
            ),
        ),
        (
            "refused",
            execution(13, &cleanup, &[failed(FailureKind::Refused)]),
        ),
        (
            "expired",
            execution(
                14,
                &cleanup,
                &[accepted(), reported(TenantStatus::Expired, "", "")],
            ),
        ),
        ("cancelled", execution(15, &cleanup, &[Signal::TakenBack])),
        (
            "declined",
            execution(
                16,
                &cleanup,
                &[
                    accepted(),
                    meant(
                        Means::Declined,
                        TenantStatus::Failure,
                        "The user declined the campaign.",
                    ),
                ],
            ),
        ),
        (
            "unanswered",
            execution(
                17,
                &cleanup,
                &[
                    accepted(),
                    meant(
                        Means::Unanswered,
                        TenantStatus::Failure,
                        "The campaign timed out.",
                    ),
                ],
            ),
        ),
        (
            "never-arrived",
            execution(18, &cleanup, &[unknown(), Signal::ProvenAbsent]),
        ),
        (
            "never-sent",
            execution(19, &cleanup, &[Signal::Refused(never_sent, None)]),
        ),
        (
            "waiting-for-answer",
            execution(20, &order_battery(), &[accepted(), asks()]),
        ),
        (
            "answering",
            execution(
                21,
                &order_battery(),
                &[accepted(), asks(), Signal::Answered(given())],
            ),
        ),
        (
            "answered",
            execution(
                22,
                &order_battery(),
                &[
                    accepted(),
                    asks(),
                    Signal::Answered(given()),
                    Signal::AnswerTaken(call(10, CallResult::Accepted, "")),
                ],
            ),
        ),
        (
            "cancelled-there",
            execution(
                23,
                &cleanup,
                &[accepted(), running(), reported(TenantStatus::Cancelled, "", "")],
            ),
        ),
        ("planned", planned()),
    ]
}

/// The execution of this name.
pub fn run_named(name: &str) -> Execution {
    let found = executions().into_iter().find(|(known, _)| *known == name);
    found.expect("a sample of this name").1
}

/// An execution as lists have it.
pub fn summary_of(execution: Execution) -> ExecutionSummary {
    let remedy = match execution.order.remedy.as_str() {
        "restart" => restart(),
        "order-battery" => order_battery(),
        _ => cleanup(),
    };
    ExecutionSummary {
        execution: Arc::new(execution),
        remedy: Some(Arc::new(remedy)),
    }
}

/// The executions of these names.
pub fn runs(names: &[&str]) -> Vec<ExecutionSummary> {
    executions()
        .into_iter()
        .filter(|(name, _)| names.contains(name))
        .map(|(_, run)| summary_of(run))
        .collect()
}

/// The page of an execution.
pub fn execution_page(execution: Execution) -> ExecutionPage {
    let (ended, online) = (
        execution.state().is_end(),
        execution.state() != domain::State::WaitingForDevice,
    );
    let about = Subject::Execution {
        execution: execution.order.id.clone(),
    };
    let summary = summary_of(execution);
    ExecutionPage {
        now: now(),
        execution: summary.execution,
        remedy: summary.remedy,
        metric: Some(disk().metric),
        explanation: None,
        online: Some(online),
        elapsed: SignedDuration::from_secs(if ended { 32 } else { 47 }),
        diagnosis: None,
        feedback: None,
        hand_over: offered(about),
        freshness: fresh(),
        last_event: 41,
    }
}

/// The page of an execution of whose end content knows what it means.
pub fn explained_page(execution: Execution) -> ExecutionPage {
    ExecutionPage {
        explanation: Some(Explanation {
            cause: text(
                "Your device stopped it because it took too long.",
                "Ihr Gerät hat es abgebrochen, weil es zu lange gedauert hat.",
            ),
            next: Some(text(
                "Restart your device and try again.",
                "Starten Sie Ihr Gerät neu und versuchen Sie es noch einmal.",
            )),
        }),
        ..execution_page(execution)
    }
}

/// Everything that ran.
pub fn history() -> HistoryPage {
    HistoryPage {
        now: now(),
        runs: executions().into_iter().map(|(_, run)| summary_of(run)).collect(),
        last_event: 41,
    }
}

//! Executions in every state.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Execution, Failure, FailureKind, Measurement, NewExecution, Remedy, Report, Signal, TenantStatus,
};
use jiff::SignedDuration;
use service::view::ExecutionSummary;

use super::{ago, cleanup, now, restart, uid};

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

/// Nexthink's word about an execution.
pub fn reported(status: TenantStatus, details: &str, output: &str) -> Signal {
    Signal::Reported(Report {
        request: "1f6".parse().expect("an id"),
        status,
        details: details.into(),
        output: output.into(),
        changed_at: now(),
    })
}

/// Accepted by Nexthink.
pub fn accepted() -> Signal {
    Signal::Accepted("1f6".parse().expect("an id"))
}

const OUTPUT: &str = r#"{"Temporary files":"7.9 GB","Update cache":"3.4 GB","Recycle bin":"0.4 GB"}"#;

/// Every way an execution can stand, with its name.
pub fn executions() -> Vec<(&'static str, Execution)> {
    let (cleanup, restart) = (cleanup(), restart());
    let done = || reported(TenantStatus::Success, "", OUTPUT);
    let running = || reported(TenantStatus::InProgress, "", "");
    let measured = |value| Signal::Measured(Measurement { value, as_of: now() });
    let failed = |kind| {
        Signal::Refused(Failure {
            kind,
            words: "Remote action is not enabled for API".into(),
        })
    };
    vec![
        ("queued", execution(1, &cleanup, &[])),
        ("unsure", execution(2, &cleanup, &[Signal::OutcomeUnknown])),
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
    ]
}

pub fn summary_of(execution: Execution) -> ExecutionSummary {
    let remedy = if execution.order.remedy.as_str() == "restart" {
        restart()
    } else {
        cleanup()
    };
    ExecutionSummary {
        execution: Arc::new(execution),
        remedy: Some(Arc::new(remedy)),
    }
}

pub fn runs(names: &[&str]) -> Vec<ExecutionSummary> {
    executions()
        .into_iter()
        .filter(|(name, _)| names.contains(name))
        .map(|(_, run)| summary_of(run))
        .collect()
}

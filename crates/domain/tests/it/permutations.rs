//! Reports carry their times, so the order in which they come does not matter.

use domain::{CallResult, Execution, Report, Signal, State, TenantStatus};
use proptest::{prelude::*, sample::select};

use crate::support::{call, noon, order, report, seconds};

/// What may come before the end, each in its place in time, and the end as the latest.
fn lawful_reports() -> impl Strategy<Value = Vec<Report>> {
    use TenantStatus::{Cancelled, Expired, Failure, InProgress, Success, WaitingOnDevice, WaitingOnUser};
    let way = prop::sample::subsequence(vec![WaitingOnDevice, WaitingOnUser, InProgress], 0..=3);
    let end = select(vec![Success, Failure, Expired, Cancelled]);
    (way, end).prop_map(|(way, end)| {
        (0..)
            .zip(way.into_iter().chain([end]))
            .map(|(count, status)| Report {
                details: format!("detail {count}"),
                output: format!("output {count}"),
                ..report(status, noon() + seconds(count))
            })
            .collect()
    })
}

/// The reports in their order, and the same in any order, some of them twice, with what the dispatcher says
/// somewhere in between.
fn shuffled() -> impl Strategy<Value = (Vec<Report>, Vec<Signal>)> {
    let accepted = || Signal::Accepted("request-1".parse().unwrap(), call(CallResult::Accepted, 2));
    let unknown = || Signal::OutcomeUnknown(call(CallResult::Unknown, 1));
    let dispatcher = prop_oneof![
        Just(vec![]),
        Just(vec![accepted()]),
        Just(vec![unknown()]),
        Just(vec![unknown(), accepted()]),
    ];
    (lawful_reports(), dispatcher, any::<prop::sample::Index>()).prop_flat_map(
        |(reports, dispatcher, twice)| {
            let mut signals: Vec<Signal> = reports.iter().cloned().map(Signal::Reported).collect();
            signals.push(Signal::Reported(reports[twice.index(reports.len())].clone()));
            signals.extend(dispatcher);
            (Just(reports), Just(signals).prop_shuffle())
        },
    )
}

fn after(signals: impl IntoIterator<Item = Signal>) -> Execution {
    (1..)
        .zip(signals)
        .fold(Execution::new(order()), |execution, (count, signal)| {
            execution
                .advance(signal, noon() + seconds(count))
                .into_execution()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_order_of_reports_does_not_matter((reports, signals) in shuffled()) {
        let straight = after(reports.into_iter().map(Signal::Reported));
        let crooked = after(signals);
        prop_assert_eq!(crooked.state(), straight.state());
        prop_assert_eq!(crooked.request(), straight.request());
        prop_assert_eq!(crooked.reported_at(), straight.reported_at());
        prop_assert_eq!(crooked.details(), straight.details());
        prop_assert_eq!(crooked.output(), straight.output());
        prop_assert_eq!(crooked.failure(), straight.failure());
        prop_assert!(straight.state().is_end() || straight.state() == State::Verifying);
    }
}

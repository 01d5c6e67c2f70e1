//! Whatever fails, a report has one ticket at most, and exactly one where that is what its caller was told.

use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::support::{Desk, ServiceDesk, deliver, impatient, report};

const KINDS: [&str; 12] = [
    "drop-before",
    "drop-after",
    "late",
    "silent",
    "busy",
    "unavailable",
    "gateway",
    "garbage",
    "cut",
    "huge",
    "redirect",
    "forbidden",
];

/// What is asked of the desks on the way to a ticket.
const PLACES: [&str; 6] = ["create", "find", "user", "request", "desk", "project"];

fn never_two(desk: Desk) {
    let runtime = Runtime::new().unwrap();
    let stand_in = ServiceDesk::start();
    let connector = impatient(desk.settings(&stand_in.address));
    let next = AtomicU64::new(1);
    let fault = (
        prop::sample::select(&PLACES[..]),
        prop::sample::select(&KINDS[..]),
    );
    let config = ProptestConfig {
        cases: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(faults in prop::collection::vec(fault, 0..8))| {
        let report = report(next.fetch_add(1, Ordering::Relaxed).into());
        let (delivered, tickets) = runtime.block_on(async {
            stand_in.plan(&faults).await;
            let delivered = deliver(&connector, &stand_in, &report).await;
            stand_in.settle().await;
            stand_in.calm().await;
            (delivered, stand_in.tickets_of(desk, &report).await)
        });
        prop_assert!(tickets.len() <= 1, "{} tickets", tickets.len());
        if delivered.is_ok() {
            prop_assert_eq!(tickets.len(), 1, "there is none of which was told: {:?}", delivered);
        }
    });
}

#[test]
fn servicenow_never_has_two() {
    never_two(Desk::ServiceNow);
}

#[test]
fn jira_never_has_two() {
    never_two(Desk::Jira);
}

#[test]
fn a_receiver_of_webhooks_never_has_two() {
    never_two(Desk::Webhook);
}

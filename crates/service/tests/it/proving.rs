//! A fix is proven by its figure, read before and after, and by nothing else.

use std::collections::BTreeSet;

use domain::{Execution, NewExecution, State, TenantStatus};
use service::{DeviceReading, Draft, Placed, Store};

use crate::support::{LAPTOP, Line, Office, down, minutes, reading, seconds, uid};

/// The laptop reports that so much of its disk is free.
pub fn reports(office: &Office, free: f64) {
    let mut numbers = reading(LAPTOP, office.now()).numbers;
    numbers.insert("disk_free".into(), free);
    office.tenant.reads(DeviceReading {
        numbers,
        ..reading(LAPTOP, office.now())
    });
}

/// A fix that the device says is done, and that is to be proven.
async fn verifying(office: &Office) -> Execution {
    let run = office.sent(1, "free-space").await;
    office.clock.advance(seconds(30));
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    let run = office.execution(&run.order.id).await;
    assert_eq!(run.state(), State::Verifying);
    run
}

#[tokio::test]
async fn every_status_is_followed_to_a_proven_fix() {
    let office = Office::open().await;
    let run = office.sent(1, "free-space").await;
    for (status, state) in [
        (TenantStatus::WaitingOnDevice, State::WaitingForDevice),
        (TenantStatus::WaitingOnUser, State::WaitingForUser),
        (TenantStatus::InProgress, State::Running),
        (TenantStatus::Success, State::Verifying),
    ] {
        office.clock.advance(seconds(10));
        office.tenant.shows_run(&run, status, office.now());
        office.watch().await;
        assert_eq!(office.state(&run).await, state);
    }
    office.clock.advance(seconds(10));
    reports(&office, 15.0);
    office.watch().await;
    let fixed = office.execution(&run.order.id).await;
    assert_eq!(fixed.state(), State::Fixed);
    assert_eq!(fixed.after().unwrap().value, 15.0);
    assert_eq!(office.tenant.triggers().len(), 1);
}

#[tokio::test]
async fn the_figure_before_is_the_one_just_before_sending() {
    let office = Office::open().await;
    // The page knew 5; meanwhile the disk went to 2. Rising to 13 is a fix by 11, not by 8.
    let run = office.queued(1, "free-space").await;
    reports(&office, 2.0);
    office.dispatch().await;
    assert_eq!(office.execution(&run.order.id).await.before().unwrap().value, 2.0);
    office.clock.advance(seconds(10));
    office.tenant.shows_run(
        &office.execution(&run.order.id).await,
        TenantStatus::Success,
        office.now(),
    );
    office.watch().await;
    office.clock.advance(seconds(10));
    reports(&office, 13.0);
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Fixed);
}

#[tokio::test]
async fn a_figure_that_did_not_move_is_not_a_fix() {
    let office = Office::open().await;
    let run = verifying(&office).await;
    office.clock.advance(seconds(10));
    reports(&office, 14.9);
    office.watch().await;
    assert_eq!(
        office.state(&run).await,
        State::Verifying,
        "so soon it may be a sample from before the fix"
    );
    office.clock.advance(minutes(2));
    reports(&office, 14.9);
    office.watch().await;
    assert_eq!(office.state(&run).await, State::NotFixed);
}

#[tokio::test]
async fn a_fix_is_not_judged_by_a_figure_from_before() {
    let office = Office::open().await;
    let run = verifying(&office).await;
    // The device's last report is from before the end of the fix, or from that very moment.
    for late in [seconds(-10), seconds(0)] {
        let mut early = reading(LAPTOP, run.since() + late);
        early.numbers.insert("disk_free".into(), 80.0);
        office.tenant.reads(early);
        office.clock.advance(minutes(5));
        office.watch().await;
        assert_eq!(office.state(&run).await, State::Verifying);
    }
    office.clock.advance(minutes(5));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Verifying);
    office.clock.advance(seconds(1));
    office.watch().await;
    assert_eq!(
        office.state(&run).await,
        State::Done,
        "15 minutes are long enough"
    );
}

#[tokio::test]
async fn a_proof_waits_for_a_tenant_that_does_not_answer() {
    let office = Office::open().await;
    let run = verifying(&office).await;
    office.clock.advance(minutes(1));
    reports(&office, 90.0);
    office.tenant.fails(Line::Device, down());
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Verifying);
    office.tenant.recovers(Line::Device);
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Fixed);
}

#[tokio::test]
async fn proofs_take_turns() {
    let office = Office::open().await;
    let first = office.sent(1, "free-space").await;
    let mut runs = vec![first.clone()];
    for number in 20..24 {
        let order = NewExecution {
            id: format!("{number:08x}-0000-4000-8000-00000000abcd")
                .parse()
                .unwrap(),
            device: uid(number),
            ..first.order.clone()
        };
        office.tenant.reads(reading(number, office.now()));
        let draft = Draft {
            person: None,
            execution: Execution::new(order),
            key: format!("{number:08x}-0000-4000-8000-000000000000")
                .parse()
                .unwrap(),
        };
        assert_eq!(
            office.store.place(&draft, office.now()).await.unwrap(),
            Placed::New
        );
        runs.push(draft.execution);
    }
    office.dispatch().await;
    office.clock.advance(seconds(30));
    for run in &runs {
        office.tenant.shows_run(run, TenantStatus::Success, office.now());
    }
    office.watch().await;
    let mut asked = office.tenant.calls(Line::Device).len();
    let mut seen = BTreeSet::new();
    for _ in 0..2 {
        office.clock.advance(seconds(10));
        office.watch().await;
        let calls = office.tenant.calls(Line::Device);
        assert_eq!(calls.len() - asked, 3, "the others' pages want to be served too");
        seen.extend(calls[asked..].iter().map(|call| format!("{call:?}")));
        asked = calls.len();
    }
    assert_eq!(seen.len(), 5, "everyone has had their turn: {seen:?}");
}

//! What was pressed is sent, at most once, and not lost when the tenant does not want it yet.

use std::{collections::BTreeSet, time::Duration};

use domain::{FailureKind, State, TenantStatus};
use service::{TenantError, TroubleKind};
use tokio::sync::oneshot;

use crate::support::{
    LAPTOP, Line, Office, dispatch_once, down, error, minutes, press, robin, seconds, timed_out, uid,
};

/// Long after every lease and back-off.
const LATER: i64 = 60;

#[tokio::test]
async fn what_is_sent_is_what_was_pressed() {
    let office = Office::open().await;
    let sent = office.sent(1, "free-space").await;
    let triggers = office.tenant.triggers();
    assert_eq!(triggers.len(), 1);
    assert_eq!(triggers[0].execution, sent.order.id);
    assert_eq!(triggers[0].device, uid(LAPTOP));
    assert_eq!(triggers[0].launch, sent.order.launch);
    assert_eq!(triggers[0].expires, minutes(120));
    let request = sent.request().unwrap().to_string();
    assert_eq!(request, format!("request-of-{}", sent.order.id));
    office.service.something_to_watch().await;
}

#[tokio::test]
async fn a_time_out_is_not_sent_again() {
    let office = Office::open().await;
    office.tenant.fails_once(Line::Trigger, timed_out());
    let run = office.queued(1, "free-space").await;
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Unsure);
    // The tenant cannot be asked, so nobody knows, however long it takes.
    office.tenant.fails(Line::Sightings, down());
    for _ in 0..5 {
        office.clock.advance(minutes(30));
        office.dispatch().await;
        office.watch().await;
    }
    assert_eq!(office.tenant.triggers().len(), 1);
    assert_eq!(office.state(&run).await, State::Unsure);
}

#[tokio::test]
async fn a_time_out_that_arrived_all_the_same_is_followed() {
    let office = Office::open().await;
    office.tenant.fails_once(Line::Trigger, timed_out());
    let run = office.queued(1, "clear-cache").await;
    office.dispatch().await;
    office
        .tenant
        .shows_run(&run, TenantStatus::InProgress, office.now());
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Running);
    office
        .tenant
        .shows_run(&run, TenantStatus::Success, office.now() + seconds(9));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Done);
    assert_eq!(office.tenant.triggers().len(), 1);
}

#[tokio::test]
async fn what_certainly_did_not_arrive_is_sent_later_once() {
    let kinds = [
        TroubleKind::Unreachable,
        TroubleKind::Down,
        TroubleKind::Throttled,
        TroubleKind::BadCredential,
        TroubleKind::BrokenAnswer,
    ];
    for kind in kinds {
        let office = Office::open().await;
        office.tenant.fails_once(Line::Trigger, error(kind));
        let run = office.queued(1, "free-space").await;
        office.dispatch().await;
        assert_eq!(office.state(&run).await, State::Queued, "{kind:?}");
        assert_eq!(office.tenant.triggers().len(), 1);

        let page = office
            .service
            .execution_page(&robin(), &run.order.id)
            .await
            .unwrap();
        assert_eq!(
            page.freshness.trouble.unwrap().kind,
            kind,
            "the page says what it waits for"
        );

        office.clock.advance(seconds(1));
        office.dispatch().await;
        assert_eq!(office.state(&run).await, State::Sent, "{kind:?}");
        office.clock.advance(minutes(LATER));
        office.dispatch().await;
        assert_eq!(
            office.tenant.triggers().len(),
            2,
            "one that did not arrive, and one that did"
        );
    }
}

#[tokio::test]
async fn a_tenant_that_says_at_once_is_not_asked_at_once() {
    let office = Office::open().await;
    let hasty = TenantError {
        retry_after: Some(Duration::ZERO),
        ..error(TroubleKind::Throttled)
    };
    office.tenant.fails_once(Line::Trigger, hasty);
    office.queued(1, "free-space").await;
    office.dispatch().await;
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 1);
    office.clock.advance(seconds(1));
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 2);
}

#[tokio::test]
async fn the_tenant_says_how_long_to_wait() {
    let office = Office::open().await;
    let throttled = TenantError {
        retry_after: Some(Duration::from_secs(90)),
        ..error(TroubleKind::Throttled)
    };
    office.tenant.fails_once(Line::Trigger, throttled);
    office.queued(1, "free-space").await;
    office.dispatch().await;
    office.clock.advance(seconds(89));
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 1);
    office.clock.advance(seconds(1));
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 2);
}

#[tokio::test]
async fn the_waits_grow() {
    let office = Office::open().await;
    office.tenant.fails(Line::Trigger, error(TroubleKind::Throttled));
    office.queued(1, "free-space").await;
    for (tried, wait) in (1..).zip([1, 2, 4, 8]) {
        office.dispatch().await;
        assert_eq!(office.tenant.triggers().len(), tried);
        office.clock.advance(seconds(wait) - seconds(1));
        office.dispatch().await;
        assert_eq!(office.tenant.triggers().len(), tried, "it waits {wait} s");
        office.clock.advance(seconds(1));
    }
}

#[tokio::test]
async fn a_refusal_is_the_end_and_says_why() {
    let cases = [
        (TroubleKind::NoPermission, FailureKind::NotAllowed),
        (TroubleKind::Misconfigured, FailureKind::Refused),
    ];
    for (kind, expected) in cases {
        let office = Office::open().await;
        office.tenant.fails_once(Line::Trigger, error(kind));
        let run = office.queued(1, "free-space").await;
        office.dispatch().await;
        let failed = office.execution(&run.order.id).await;
        assert_eq!(failed.state(), State::Failed);
        let failure = failed.failure().unwrap();
        assert_eq!((failure.kind, &failure.words), (expected, &error(kind).message));
        office.clock.advance(minutes(LATER));
        office.dispatch().await;
        assert_eq!(office.tenant.triggers().len(), 1);
        // Nothing ran, so it may be pressed again.
        office.sent(2, "free-space").await;
    }
}

#[tokio::test]
async fn what_ran_out_of_time_is_never_sent() {
    let office = Office::open().await;
    office.tenant.fails(Line::Trigger, down());
    let run = office.queued(1, "free-space").await;
    office.dispatch().await;
    office.tenant.recovers(Line::Trigger);
    office.clock.advance(minutes(120));
    office.dispatch().await;
    let failed = office.execution(&run.order.id).await;
    assert_eq!(failed.failure().unwrap().kind, FailureKind::NeverSent);
    assert_eq!(
        office.tenant.triggers().len(),
        1,
        "only the one that did not arrive"
    );
}

#[tokio::test]
async fn one_that_is_refused_does_not_hold_up_the_next() {
    let office = Office::open().await;
    office
        .tenant
        .fails_once(Line::Trigger, error(TroubleKind::Misconfigured));
    office.tenant.fails_once(Line::Trigger, down());
    let first = office.queued(1, "free-space").await;
    office.clock.advance(seconds(1));
    let second = office.queued(2, "clear-cache").await;
    office.clock.advance(seconds(1));
    let third = office.queued(3, "restart-apps").await;
    office.dispatch().await;
    // They leave at once, so either may be the one that meets the refusal.
    let mut states = [
        office.state(&first).await,
        office.state(&second).await,
        office.state(&third).await,
    ];
    states.sort_unstable();
    assert_eq!(states, [State::Queued, State::Sent, State::Failed]);
}

#[tokio::test]
async fn one_that_hangs_does_not_hold_up_the_next() {
    let office = Office::open().await;
    office.queued(1, "free-space").await;
    office.queued(2, "clear-cache").await;
    let gate = office.tenant.hangs(Line::Trigger);
    let service = office.service.clone();
    let dispatcher = tokio::spawn(async move { dispatch_once(&service).await });
    office.tenant.was_called(Line::Trigger, 2).await;
    drop(gate);
    dispatcher.await.unwrap();
    assert!(
        office
            .executions_of(&robin())
            .await
            .iter()
            .all(|run| run.state() == State::Sent)
    );
}

#[tokio::test]
async fn one_that_hangs_does_not_hold_up_one_that_is_pressed_later() {
    let office = Office::open().await;
    let gate = office.tenant.hangs(Line::Trigger);
    let (service, (stop, stopped)) = (office.service.clone(), oneshot::channel::<()>());
    let dispatcher = tokio::spawn(async move { service.dispatch_until(async { _ = stopped.await }).await });
    let first = office.queued(1, "free-space").await;
    office.tenant.was_called(Line::Trigger, 1).await;
    let second = office.queued(2, "clear-cache").await;
    office.tenant.was_called(Line::Trigger, 2).await;

    // What was begun is brought to its end before the dispatcher stops.
    stop.send(()).unwrap();
    drop(gate);
    dispatcher.await.unwrap();
    for run in [first, second] {
        assert_eq!(office.state(&run).await, State::Sent);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_dispatchers_send_each_once() {
    let office = Office::open().await;
    let mut pressed = BTreeSet::new();
    for (number, remedy) in (1..).zip(["free-space", "clear-cache", "restart-apps", "reset-network"]) {
        for device in [LAPTOP, crate::support::SHARED] {
            let started = office
                .start(&robin(), press(number * 10 + device, device, remedy))
                .await;
            pressed.insert(started.execution);
        }
    }
    let mut dispatchers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let service = office.another().await;
        dispatchers.spawn(async move { while dispatch_once(&service).await {} });
    }
    dispatchers.join_all().await;
    let sent: Vec<_> = office
        .tenant
        .triggers()
        .into_iter()
        .map(|trigger| trigger.execution)
        .collect();
    assert_eq!(sent.len(), 8);
    assert_eq!(sent.into_iter().collect::<BTreeSet<_>>(), pressed);
}

#[tokio::test]
async fn what_is_sent_late_is_not_tried_for_longer() {
    let office = Office::open().await;
    office.tenant.fails_once(Line::Trigger, down());
    office.queued(1, "free-space").await;
    office.dispatch().await;
    office.clock.advance(minutes(30));
    office.dispatch().await;
    assert_eq!(office.tenant.triggers()[1].expires, minutes(90));
}

#[tokio::test]
async fn nothing_expires_unsent_before_the_tenant_says_what_time_it_is() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    office.tenant.fails(Line::Device, down());
    office.clock.advance(minutes(60 * 24));
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Queued);
    office.tenant.recovers(Line::Device);
    office.clock.advance(seconds(5));
    office.dispatch().await;
    let over = office.execution(&run.order.id).await;
    assert_eq!(over.failure().unwrap().kind, FailureKind::NeverSent);
    assert!(office.tenant.triggers().is_empty());
}

//! Executions are kept whole, changed by one at a time, and listed to whom they belong.

use domain::{Execution, Measurement, Signal, State, TenantStatus};
use futures::future::join_all;
use jiff::SignedDuration;
use service::StoreError;

use crate::support::{
    Backend, Press, accepted, advance, at, events_of, ids, kim, placed_at, press, refused, reported, robin,
    unknown, uuid,
};

pub async fn everything_about_an_execution_is_kept(backend: &impl Backend) {
    let store = backend.open().await;
    let mut execution = press(1).placed(&*store).await;
    let measured = Measurement {
        value: 61.125,
        as_of: at(40) + SignedDuration::from_nanos(123_456_789),
    };
    for signal in [
        unknown(),
        accepted(),
        reported(TenantStatus::InProgress, 20),
        reported(TenantStatus::Success, 30),
        Signal::Measured(measured),
    ] {
        execution = advance(&*store, execution, signal, 50).await;
        assert_eq!(
            store.execution(&uuid(1)).await.unwrap().as_ref(),
            Some(&execution)
        );
    }
    assert_eq!(execution.state(), State::Fixed);

    let execution = press(2).placed(&*store).await;
    let failed = advance(&*store, execution, refused(), 50).await;
    assert_eq!(store.execution(&uuid(2)).await.unwrap(), Some(failed));
    assert_eq!(store.execution(&uuid(3)).await.unwrap(), None);
}

pub async fn of_two_who_change_it_one_succeeds(backend: &impl Backend) {
    let store = backend.open().await;
    let queued = press(1).placed(&*store).await;
    let sent = advance(&*store, queued.clone(), accepted(), 1).await;
    let unsure = queued.clone().advance(unknown(), at(1)).into_execution();
    let late = store.update(&queued, &unsure, at(1)).await;
    assert!(matches!(late, Err(StoreError::Conflict)));
    assert_eq!(store.execution(&uuid(1)).await.unwrap(), Some(sent));
    assert_eq!(
        events_of(&*store, &robin()).await.len(),
        2,
        "the conflict was not told"
    );
}

pub async fn ten_who_change_it_at_once_are_one_change(backend: &impl Backend) {
    let store = backend.open().await;
    let queued = press(1).placed(&*store).await;
    let next = queued.clone().advance(accepted(), at(1)).into_execution();
    let tasks = (0..10).map(|_| {
        let (store, queued, next) = (store.clone(), queued.clone(), next.clone());
        tokio::spawn(async move { store.update(&queued, &next, at(1)).await })
    });
    let done = join_all(tasks)
        .await
        .into_iter()
        .filter(|done| matches!(done, Ok(Ok(()))));
    assert_eq!(done.count(), 1);
    assert_eq!(events_of(&*store, &robin()).await.len(), 2);
}

pub async fn what_is_not_there_cannot_be_changed(backend: &impl Backend) {
    let store = backend.open().await;
    let unknown = press(1).draft().execution;
    let sent = unknown.clone().advance(accepted(), at(1)).into_execution();
    assert!(matches!(
        store.update(&unknown, &sent, at(1)).await,
        Err(StoreError::Conflict)
    ));
    assert_eq!(store.execution(&uuid(1)).await.unwrap(), None);
    assert_eq!(store.last_event().await.unwrap(), 0);
}

pub async fn only_a_new_state_is_told(backend: &impl Backend) {
    let store = backend.open().await;
    let queued = press(1).placed(&*store).await;
    let running = advance(&*store, queued, reported(TenantStatus::InProgress, 1), 1).await;
    let noted = advance(&*store, running, reported(TenantStatus::InProgress, 2), 2).await;
    assert_eq!(noted.details(), "details of 2");
    assert_eq!(events_of(&*store, &robin()).await.len(), 2);
}

pub async fn a_person_sees_their_own_the_latest_first(backend: &impl Backend) {
    let store = backend.open().await;
    placed_at(&*store, [(1, 10), (2, 30), (3, 20)]).await;
    // Kim shares device 1, and is not shown to Robin.
    let theirs = Press {
        employee: kim(),
        remedy: "restart",
        ..press(4)
    };
    theirs.placed(&*store).await;
    let mine = store.executions_of(&robin(), 10).await.unwrap();
    assert_eq!(ids(&mine), [uuid(2), uuid(3), uuid(1)]);
    let latest = store.executions_of(&robin(), 2).await.unwrap();
    assert_eq!(ids(&latest), [uuid(2), uuid(3)]);
    assert_eq!(ids(&store.executions_of(&kim(), 10).await.unwrap()), [uuid(4)]);
}

pub async fn a_device_shows_what_is_open_or_recent(backend: &impl Backend) {
    let store = backend.open().await;
    let ended = |press: Press| {
        let store = store.clone();
        async move {
            let execution = press.placed(&*store).await;
            advance(&*store, execution, refused(), press.at).await
        }
    };
    ended(Press { at: 99, ..press(1) }).await;
    ended(Press { at: 100, ..press(2) }).await;
    ended(Press {
        at: 110,
        employee: kim(),
        ..press(3)
    })
    .await;
    ended(Press {
        at: 120,
        device: 2,
        ..press(4)
    })
    .await;
    let open = Press {
        at: 5,
        employee: kim(),
        remedy: "restart",
        ..press(5)
    };
    open.placed(&*store).await;
    let shown = store.executions_on(&uuid(1), at(100)).await.unwrap();
    assert_eq!(ids(&shown), [uuid(3), uuid(2), uuid(5)]);
}

pub async fn open_is_what_has_not_ended(backend: &impl Backend) {
    let store = backend.open().await;
    let place = async |id, employee| -> Execution {
        let press = Press {
            device: id,
            employee,
            at: id.into(),
            ..press(id)
        };
        press.placed(&*store).await
    };
    place(1, robin()).await;
    let sent = place(2, kim()).await;
    let failed = place(3, robin()).await;
    let verifying = place(4, kim()).await;
    advance(&*store, sent, accepted(), 5).await;
    advance(&*store, failed, refused(), 5).await;
    let verifying = advance(&*store, verifying, reported(TenantStatus::Success, 5), 5).await;
    assert_eq!(ids(&store.open().await.unwrap()), [uuid(1), uuid(2), uuid(4)]);
    advance(&*store, verifying, Signal::ProofMissed, 6).await;
    assert_eq!(ids(&store.open().await.unwrap()), [uuid(1), uuid(2)]);
}

pub async fn what_is_open_is_found_by_its_request(backend: &impl Backend) {
    let store = backend.open().await;
    let request = "request-1".parse().unwrap();
    let queued = press(1).placed(&*store).await;
    assert_eq!(store.open_by_request(&request).await.unwrap(), None);
    let sent = advance(&*store, queued, accepted(), 1).await;
    let found = store.open_by_request(&request).await.unwrap();
    assert_eq!(found.as_ref(), Some(&sent));
    let other = "request-2".parse().unwrap();
    assert_eq!(store.open_by_request(&other).await.unwrap(), None);
    advance(&*store, sent, reported(TenantStatus::Expired, 2), 2).await;
    assert_eq!(
        store.open_by_request(&request).await.unwrap(),
        None,
        "it has ended"
    );
}

pub async fn what_a_report_says_may_hold_any_character(backend: &impl Backend) {
    let store = backend.open().await;
    let sent = advance(&*store, press(1).placed(&*store).await, accepted(), 1).await;
    let Signal::Reported(mut report) = reported(TenantStatus::InProgress, 2) else {
        panic!("it is a report")
    };
    report.details = "\0\0\\\0, \\u0000, \\\\u0000, \u{1f6b2}".into();
    let told = advance(&*store, sent, Signal::Reported(report), 2).await;
    assert!(serde_json::to_string(&told).unwrap().contains("\\u0000"));
    let request = "request-1".parse().unwrap();
    assert_eq!(
        store.open_by_request(&request).await.unwrap().as_ref(),
        Some(&told)
    );
    assert_eq!(store.open().await.unwrap(), [told]);
}

//! What is old goes, but nothing that is still under way, and no id comes again.

use domain::HandOverSignal;
use service::EventKind;

use crate::{
    diagnoses,
    hand_overs::{self, about_run, created, handed},
    support::{Backend, Press, accepted, advance, at, events_of, lease_one, press, refused, robin, uuid},
};

pub async fn what_ended_long_ago_goes(backend: &impl Backend) {
    let store = backend.open().await;
    for (id, ended) in [(1, 99), (2, 100)] {
        let execution = press(id).placed(&*store).await;
        advance(&*store, execution, refused(), ended).await;
    }
    // One execution, two events of pressing, and one of an end lie before 100.
    assert_eq!(store.forget(at(100), at(100), at(100)).await.unwrap(), 4);
    assert_eq!(store.execution(&uuid(1)).await.unwrap(), None);
    assert!(store.execution(&uuid(2)).await.unwrap().is_some());
    assert_eq!(events_of(&*store, &robin()).await.len(), 1);
    assert_eq!(store.forget(at(100), at(100), at(100)).await.unwrap(), 0);
}

pub async fn what_is_open_stays_however_old(backend: &impl Backend) {
    let store = backend.open().await;
    let queued = press(1).placed(&*store).await;
    let sent = Press {
        device: 2,
        ..press(2)
    }
    .placed(&*store)
    .await;
    let sent = advance(&*store, sent, accepted(), 1).await;
    store
        .forget(at(1_000_000), at(1_000_000), at(1_000_000))
        .await
        .unwrap();
    assert_eq!(store.open().await.unwrap(), [queued.clone(), sent]);
    assert_eq!(
        lease_one(&*store, 1_000_000).await.execution,
        queued,
        "it is still to be sent"
    );
}

pub async fn an_id_is_never_given_twice(backend: &impl Backend) {
    let store = backend.open().await;
    let mut last = 0;
    for _ in 0..3 {
        last = store.append(&robin(), &EventKind::Figures, at(1)).await.unwrap();
    }
    store.forget(at(1_000), at(1_000), at(1_000)).await.unwrap();
    assert!(events_of(&*store, &robin()).await.is_empty());
    assert_eq!(store.last_event().await.unwrap(), last);
    assert_eq!(
        store
            .append(&robin(), &EventKind::Figures, at(2_000))
            .await
            .unwrap(),
        last + 1
    );
}

pub async fn looks_and_hand_overs_go_with_executions(backend: &impl Backend) {
    let store = backend.open().await;
    for id in [99, 100] {
        let look = diagnoses::look(id, &[]);
        store.place_diagnosis(&look, at(0)).await.unwrap();
        let draft = handed(id, about_run(id));
        hand_overs::place(&*store, &draft).await;
        let created = hand_overs::advance(&*store, &draft.hand_over, created(), id.into()).await;
        hand_overs::advance(&*store, &created, HandOverSignal::Attached(true), id.into()).await;
    }
    let open = handed(1, about_run(1));
    hand_overs::place(&*store, &open).await;
    assert_eq!(store.forget(at(100), at(0), at(0)).await.unwrap(), 2);
    assert_eq!(store.diagnosis(&uuid(99)).await.unwrap(), None);
    assert!(store.diagnosis(&uuid(100)).await.unwrap().is_some());
    assert_eq!(store.hand_over(&uuid(99)).await.unwrap(), None);
    assert!(store.hand_over(&uuid(100)).await.unwrap().is_some());
    assert!(
        store.hand_over(&uuid(1)).await.unwrap().is_some(),
        "it has not ended"
    );
}

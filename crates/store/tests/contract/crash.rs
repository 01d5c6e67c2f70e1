//! A process may be killed at any moment: whatever a call had returned is there for the next one.

use service::EventKind;

use crate::support::{
    Backend, HOLD, Press, accepted, advance, at, events_of, lease, lease_one, press, robin, uuid,
};

pub async fn everything_that_was_said_is_there(backend: &impl Backend) {
    let store = backend.open().await;
    let queued = press(1).placed(&*store).await;
    let other = Press {
        device: 2,
        ..press(2)
    }
    .placed(&*store)
    .await;
    let sent = advance(&*store, other, accepted(), 1).await;
    let events = events_of(&*store, &robin()).await;

    let next = backend.after_a_crash().await;
    assert_eq!(next.open().await.unwrap(), [queued.clone(), sent]);
    assert_eq!(
        next.pressed(&robin(), &uuid(1)).await.unwrap(),
        Some(queued.clone())
    );
    assert_eq!(events_of(&*next, &robin()).await, events);
    assert_eq!(
        lease_one(&*next, 1).await.execution,
        queued,
        "the one not sent is sent, the other is not"
    );
}

pub async fn a_lease_outlives_its_holder(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    lease_one(&*store, 0).await;
    let next = backend.after_a_crash().await;
    assert!(lease(&*next, 119).await.is_empty());
    let found = lease_one(&*next, 120).await;
    assert_eq!((found.attempt, found.begun_at.is_some()), (2, false));
}

pub async fn a_begun_send_is_never_forgotten(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let held = lease_one(&*store, 0).await;
    store.begin_send(&held, HOLD, at(1)).await.unwrap();
    let next = backend.after_a_crash().await;
    assert!(lease_one(&*next, 121).await.begun_at.is_some());
}

pub async fn ids_go_on(backend: &impl Backend) {
    let store = backend.open().await;
    let last = store.append(&robin(), &EventKind::Figures, at(1)).await.unwrap();
    store.forget(at(2), at(2), at(2)).await.unwrap();
    let next = backend.after_a_crash().await;
    assert_eq!(next.last_event().await.unwrap(), last);
    assert!(next.append(&robin(), &EventKind::Figures, at(3)).await.unwrap() > last);
}

//! A press becomes at most one execution, and one remedy runs at most once at a time on a device.

use std::{collections::BTreeSet, sync::Arc};

use domain::{Signal, State, TenantStatus};
use futures::future::join_all;
use service::{EventKind, Placed, Store};

use crate::support::{
    Backend, Press, accepted, advance, at, events_of, ids, kim, lease, press, refused, reported, robin,
    unknown, uuid,
};

pub async fn a_new_press_is_stored_and_will_be_sent_and_told(backend: &impl Backend) {
    let store = backend.open().await;
    let execution = press(1).placed(&*store).await;

    assert_eq!(store.execution(&uuid(1)).await.unwrap(), Some(execution.clone()));
    let pressed = store.pressed(&robin(), &uuid(1)).await.unwrap();
    assert_eq!(pressed, Some(execution.clone()));
    let leases = lease(&*store, 0).await;
    assert_eq!(leases.len(), 1);
    assert_eq!(
        (
            &leases[0].execution,
            leases[0].attempt,
            leases[0].begun_at.is_some()
        ),
        (&execution, 1, false)
    );
    let events = events_of(&*store, &robin()).await;
    let told = EventKind::Execution {
        execution: uuid(1),
        device: uuid(1),
        state: "queued".into(),
    };
    assert_eq!(
        events
            .into_iter()
            .map(|event| (event.kind, event.at))
            .collect::<Vec<_>>(),
        [(told, at(0))]
    );
}

pub async fn the_same_press_again_starts_nothing(backend: &impl Backend) {
    let store = backend.open().await;
    let first = press(1).placed(&*store).await;
    let again = Press {
        id: 2,
        key: 1,
        ..press(2)
    };
    assert_eq!(
        again.place(&*store).await,
        Placed::Repeated(Box::new(first.clone()))
    );

    // Whatever else it asks for: the press is what is known.
    let elsewhere = Press {
        device: 2,
        remedy: "restart",
        ..again
    };
    assert_eq!(elsewhere.place(&*store).await, Placed::Repeated(Box::new(first)));
    assert_eq!(store.execution(&uuid(2)).await.unwrap(), None);
    assert_eq!(lease(&*store, 0).await.len(), 1);
    assert_eq!(events_of(&*store, &robin()).await.len(), 1);
}

pub async fn a_press_stays_known_after_its_end(backend: &impl Backend) {
    let store = backend.open().await;
    let execution = press(1).placed(&*store).await;
    let failed = advance(&*store, execution, refused(), 5).await;
    assert_eq!(
        Press {
            id: 2,
            key: 1,
            ..press(2)
        }
        .place(&*store)
        .await,
        Placed::Repeated(Box::new(failed))
    );
    assert!(lease(&*store, 10).await.is_empty());
}

pub async fn the_same_key_of_two_people_is_two_presses(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let theirs = Press {
        id: 2,
        key: 1,
        employee: kim(),
        device: 2,
        ..press(2)
    };
    let theirs = theirs.placed(&*store).await;
    assert_eq!(store.pressed(&kim(), &uuid(1)).await.unwrap(), Some(theirs));
    let mine = store.pressed(&robin(), &uuid(1)).await.unwrap().unwrap();
    assert_eq!(mine.order.id, uuid(1));
    assert_eq!(store.pressed(&robin(), &uuid(2)).await.unwrap(), None);
}

pub async fn one_in_flight_on_a_device_whoever_asks(backend: &impl Backend) {
    let store = backend.open().await;
    let execution = press(1).placed(&*store).await;
    let mine = press(2);
    let theirs = Press {
        employee: kim(),
        ..press(3)
    };
    assert_eq!(mine.place(&*store).await, Placed::Occupied(uuid(1)));
    assert_eq!(theirs.place(&*store).await, Placed::Occupied(uuid(1)));
    for signal in [
        unknown(),
        accepted(),
        reported(TenantStatus::WaitingOnDevice, 1),
        reported(TenantStatus::Success, 2),
    ] {
        let now = store.execution(&execution.order.id).await.unwrap().unwrap();
        let now = advance(&*store, now, signal, 3).await;
        assert_eq!(
            theirs.place(&*store).await,
            Placed::Occupied(uuid(1)),
            "{:?}",
            now.state()
        );
    }
}

pub async fn what_was_not_placed_leaves_no_trace(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let theirs = Press {
        employee: kim(),
        ..press(2)
    };
    assert_eq!(theirs.place(&*store).await, Placed::Occupied(uuid(1)));
    assert_eq!(store.execution(&uuid(2)).await.unwrap(), None);
    assert_eq!(store.pressed(&kim(), &uuid(2)).await.unwrap(), None);
    assert!(events_of(&*store, &kim()).await.is_empty());
    assert_eq!(lease(&*store, 0).await.len(), 1);
}

pub async fn other_devices_and_remedies_are_free(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    Press {
        device: 2,
        ..press(2)
    }
    .placed(&*store)
    .await;
    Press {
        remedy: "restart",
        ..press(3)
    }
    .placed(&*store)
    .await;
    assert_eq!(store.open().await.unwrap().len(), 3);
}

pub async fn the_device_is_free_again_after_every_end(backend: &impl Backend) {
    let store = backend.open().await;
    let measured = |value| Signal::Measured(domain::Measurement { value, as_of: at(9) });
    let success = || reported(TenantStatus::Success, 1);
    let ends = [
        (vec![refused()], State::Failed),
        (vec![Signal::TakenBack], State::Cancelled),
        (
            vec![accepted(), reported(TenantStatus::Failure, 1)],
            State::Failed,
        ),
        (
            vec![accepted(), reported(TenantStatus::Expired, 1)],
            State::Expired,
        ),
        (
            vec![accepted(), reported(TenantStatus::Cancelled, 1)],
            State::Cancelled,
        ),
        (vec![accepted(), success(), Signal::ProofMissed], State::Done),
        (vec![accepted(), success(), measured(90.0)], State::Fixed),
        (vec![accepted(), success(), measured(0.0)], State::NotFixed),
    ];
    for (number, (signals, end)) in (1..).zip(ends) {
        let mut execution = press(number).placed(&*store).await;
        for signal in signals {
            execution = advance(&*store, execution, signal, 2).await;
        }
        assert_eq!(execution.state(), end);
    }
    assert!(store.open().await.unwrap().is_empty());
}

/// Places twenty at once and counts what came of them.
async fn rush(stores: &[Arc<dyn Store>], presses: impl Iterator<Item = Press>) -> (u32, u32, u32) {
    let tasks = presses.map(|press| {
        let store = stores[press.id as usize % stores.len()].clone();
        tokio::spawn(async move { press.place(&*store).await })
    });
    let (mut new, mut repeated, mut occupied) = (0, 0, 0);
    let mut named = BTreeSet::new();
    for placed in join_all(tasks).await {
        match placed.unwrap() {
            Placed::New => new += 1,
            Placed::Repeated(execution) => {
                repeated += 1;
                named.insert(execution.order.id);
            }
            Placed::Occupied(id) => {
                occupied += 1;
                named.insert(id);
            }
        }
    }
    let store = &stores[0];
    let open = store.open().await.unwrap();
    assert_eq!(
        ids(&open),
        Vec::from_iter(named),
        "all were told of the one that is there"
    );
    assert_eq!(lease(&**store, 0).await.len(), 1);
    assert_eq!(store.last_event().await.unwrap(), 1);
    (new, repeated, occupied)
}

pub async fn twenty_at_once_with_one_key_start_one(backend: &impl Backend) {
    let store = backend.open().await;
    let presses = (1..=20).map(|id| Press { key: 7, ..press(id) });
    assert_eq!(rush(&[store], presses).await, (1, 19, 0));
}

pub async fn twenty_at_once_with_their_own_keys_start_one(backend: &impl Backend) {
    let store = backend.open().await;
    let presses = (1..=20).map(|id| Press {
        employee: if id % 2 == 0 { robin() } else { kim() },
        ..press(id)
    });
    assert_eq!(rush(&[store], presses).await, (1, 0, 19));
}

pub async fn two_processes_at_once_start_one(backend: &impl Backend) {
    let stores = [backend.open().await, backend.open().await];
    assert_eq!(rush(&stores, (1..=20).map(press)).await, (1, 0, 19));
}

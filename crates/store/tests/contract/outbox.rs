//! What is to be sent is held by one dispatcher at a time, and a send that was begun is never forgotten.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Call, CallResult, Execution, ExecutionId, Identity, Meaning, Means, Report, Signal, Standing, State,
    TenantStatus,
};
use futures::future::join_all;
use jiff::SignedDuration;
use service::{Draft, Placed, StoreError};

use crate::support::{
    Backend, HOLD, Press, accepted, advance, at, events_of, lease, lease_one, placed_at, press, refused,
    reported, robin, unknown, uuid,
};

/// Long after every lease of these tests has run out.
const LATER: i64 = 10_000;

pub async fn what_is_held_is_held_by_one(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    assert_eq!(lease_one(&*store, 0).await.attempt, 1);
    assert!(lease(&*store, 0).await.is_empty());
    assert!(lease(&*store, 119).await.is_empty());
    let next = lease_one(&*store, 120).await;
    assert_eq!(
        (next.attempt, next.begun_at.is_some()),
        (2, false),
        "nothing was begun, so it may be sent"
    );
    assert!(lease(&*store, 239).await.is_empty());
}

pub async fn twenty_dispatchers_take_each_row_once(backend: &impl Backend) {
    let store = backend.open().await;
    for id in 1..=6 {
        Press {
            device: id,
            ..press(id)
        }
        .placed(&*store)
        .await;
    }
    let takers = (0..20).map(|_| {
        let store = store.clone();
        tokio::spawn(async move { store.lease(2, HOLD, at(0)).await.unwrap() })
    });
    let taken: Vec<_> = join_all(takers)
        .await
        .into_iter()
        .flat_map(|leases| leases.unwrap())
        .map(|lease| lease.execution.order.id)
        .collect();
    assert_eq!(taken.len(), 6);
    assert_eq!(
        taken.into_iter().collect::<BTreeSet<_>>(),
        (1..=6).map(uuid).collect()
    );
}

pub async fn the_oldest_first_and_not_more_than_asked(backend: &impl Backend) {
    let store = backend.open().await;
    placed_at(&*store, [(1, 30), (2, 10), (3, 20)]).await;
    let taken = store.lease(2, HOLD, at(40)).await.unwrap();
    let taken: Vec<_> = taken.into_iter().map(|lease| lease.execution.order.id).collect();
    assert_eq!(taken, [uuid(2), uuid(3)]);
}

pub async fn a_send_begins_once(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let held = lease_one(&*store, 0).await;
    store.begin_send(&held, HOLD, at(1)).await.unwrap();
    assert!(matches!(
        store.begin_send(&held, HOLD, at(2)).await,
        Err(StoreError::Conflict)
    ));
}

pub async fn a_lost_lease_cannot_begin(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let lost = lease_one(&*store, 0).await;
    let held = lease_one(&*store, 120).await;
    assert!(matches!(
        store.begin_send(&lost, HOLD, at(121)).await,
        Err(StoreError::Conflict)
    ));
    store.begin_send(&held, HOLD, at(122)).await.unwrap();
}

pub async fn a_lease_that_ran_out_cannot_begin(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let slow = lease_one(&*store, 0).await;
    // Nobody else has taken it yet, but somebody may in this very moment.
    assert!(matches!(
        store.begin_send(&slow, HOLD, at(120)).await,
        Err(StoreError::Conflict)
    ));
    assert_eq!(lease_one(&*store, 120).await.begun_at, None);
}

pub async fn a_begun_send_is_known_to_whoever_comes_next(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let died = lease_one(&*store, 0).await;
    store.begin_send(&died, HOLD, at(119)).await.unwrap();
    assert!(
        lease(&*store, 238).await.is_empty(),
        "it is held from the beginning of its send, however late that was"
    );
    for (now, attempt) in [(239, 2), (359, 3)] {
        let found = lease_one(&*store, now).await;
        assert_eq!((found.attempt, found.begun_at.is_some()), (attempt, true));
        let again = store.begin_send(&found, HOLD, at(now + 1)).await;
        assert!(
            matches!(again, Err(StoreError::Conflict)),
            "a begun send cannot begin again"
        );
    }
}

pub async fn one_row_that_cannot_be_read_keeps_no_other_back(backend: &impl Backend) {
    let store = backend.open().await;
    placed_at(&*store, [(1, 0), (2, 1), (3, 2)]).await;
    backend
        .makes_unreadable("executions", uuid::<ExecutionId>(1).as_str())
        .await;
    for (now, attempt) in [(10, 1), (130, 2)] {
        let taken = lease(&*store, now).await;
        let taken: Vec<_> = taken
            .into_iter()
            .map(|lease| (lease.execution.order.id, lease.attempt))
            .collect();
        assert_eq!(taken, [(uuid(2), attempt), (uuid(3), attempt)]);
    }
    let open: Vec<_> = store
        .open()
        .await
        .unwrap()
        .into_iter()
        .map(|run| run.order.id)
        .collect();
    assert_eq!(open, [uuid(2), uuid(3)], "what watches the others goes on");
    // It is held as the others are, so that it takes nobody's place again and again.
    let fourth = Press {
        device: 4,
        at: 140,
        ..press(4)
    };
    fourth.placed(&*store).await;
    let taken = store.lease(1, HOLD, at(140)).await.unwrap();
    assert_eq!(taken[0].execution.order.id, uuid(4));
}

pub async fn what_is_postponed_comes_back_when_it_is_due(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let held = lease_one(&*store, 0).await;
    store.begin_send(&held, HOLD, at(1)).await.unwrap();
    store.postpone(&held, at(30)).await.unwrap();
    assert!(lease(&*store, 29).await.is_empty());
    let again = lease_one(&*store, 30).await;
    assert_eq!((again.attempt, again.begun_at.is_some()), (2, false));
    store.begin_send(&again, HOLD, at(31)).await.unwrap();
}

pub async fn what_is_due_and_held_by_nobody_is_counted(backend: &impl Backend) {
    let store = backend.open().await;
    placed_at(&*store, [(1, 0), (2, 50)]).await;
    let due = async |seconds| store.count_due(at(seconds)).await.unwrap();
    assert_eq!((due(-1).await, due(49).await, due(50).await), (0, 1, 2));
    let held = lease_one(&*store, 10).await;
    assert_eq!((due(49).await, due(50).await), (0, 1), "somebody has it");
    assert_eq!(due(130).await, 2, "whoever had it is gone");
    store.postpone(&held, at(300)).await.unwrap();
    assert_eq!((due(299).await, due(300).await), (1, 2));
}

pub async fn a_lost_lease_cannot_postpone(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let slow = lease_one(&*store, 0).await;
    store.begin_send(&slow, HOLD, at(1)).await.unwrap();
    assert!(lease_one(&*store, 121).await.begun_at.is_some());
    store.postpone(&slow, at(122)).await.unwrap();
    assert!(
        lease(&*store, 240).await.is_empty(),
        "the other one still holds it"
    );
    assert!(
        lease_one(&*store, 241).await.begun_at.is_some(),
        "it is still known that a send was begun"
    );
}

pub async fn nothing_is_left_to_send_once_it_left_the_queue(backend: &impl Backend) {
    let store = backend.open().await;
    let signals = [accepted(), refused(), unknown(), Signal::TakenBack];
    for (id, signal) in (1..).zip(signals) {
        let press = Press {
            device: id,
            ..press(id)
        };
        let execution = press.placed(&*store).await;
        advance(&*store, execution, signal.clone(), 1).await;
        assert!(lease(&*store, LATER).await.is_empty(), "{signal:?}");
    }
}

pub async fn what_left_the_queue_cannot_begin_or_come_back(backend: &impl Backend) {
    let store = backend.open().await;
    let execution = press(1).placed(&*store).await;
    let held = store
        .lease(1, SignedDuration::from_hours(9), at(0))
        .await
        .unwrap()
        .remove(0);
    advance(&*store, execution, Signal::TakenBack, 1).await;
    assert!(matches!(
        store.begin_send(&held, HOLD, at(2)).await,
        Err(StoreError::Conflict)
    ));
    store.postpone(&held, at(3)).await.unwrap();
    assert!(lease(&*store, LATER).await.is_empty());
}

pub async fn an_answer_is_sent_by_the_same_outbox(backend: &impl Backend) {
    let store = backend.open().await;
    let queued = press(1).placed(&*store).await;
    let sent = advance(&*store, queued, accepted(), 5).await;
    let Signal::Reported(report) = reported(TenantStatus::InProgress, 20) else {
        unreachable!("a report is reported")
    };
    let asks = Signal::Reported(Report {
        meaning: Some(Meaning {
            outcome: "asks".parse().unwrap(),
            means: Means::Asks,
        }),
        ..report
    });
    let asking = advance(&*store, sent, asks, 21).await;
    assert!(lease(&*store, 30).await.is_empty());
    let answering = advance(&*store, asking, Signal::Answered(BTreeMap::new()), 31).await;
    let held = lease_one(&*store, 31).await;
    assert_eq!(
        (&held.execution, held.attempt, held.begun_at),
        (&answering, 1, None)
    );
    store.begin_send(&held, HOLD, at(32)).await.unwrap();
    // What is noted meanwhile leaves the row as it is.
    let noted = advance(&*store, answering, reported_again(), 33).await;
    assert_eq!(noted.state(), State::Answering);
    assert!(lease(&*store, 34).await.is_empty());
    let taken = Signal::AnswerTaken(Call::new(at(32), at(33), CallResult::Accepted, String::new()));
    advance(&*store, noted, taken, 34).await;
    assert!(lease(&*store, LATER).await.is_empty());
}

pub async fn whoever_held_an_earlier_message_does_not_touch_a_later_one(backend: &impl Backend) {
    let store = backend.open().await;
    let queued = press(1).placed(&*store).await;
    let old = lease_one(&*store, 0).await;
    store.begin_send(&old, HOLD, at(1)).await.unwrap();
    let sent = advance(&*store, queued, accepted(), 5).await;
    let asking = advance(&*store, sent, reported_again(), 21).await;
    advance(&*store, asking, Signal::Answered(BTreeMap::new()), 31).await;
    let new = lease_one(&*store, 31).await;
    assert_eq!(old.attempt, new.attempt);
    store.begin_send(&new, HOLD, at(32)).await.unwrap();
    store.postpone(&old, at(33)).await.unwrap();
    assert!(lease(&*store, 34).await.is_empty(), "it is still held");
    assert!(
        lease_one(&*store, 200).await.begun_at.is_some(),
        "and still begun"
    );
}

/// The same question, in other words.
fn reported_again() -> Signal {
    let Signal::Reported(report) = reported(TenantStatus::InProgress, 20) else {
        unreachable!("a report is reported")
    };
    Signal::Reported(Report {
        details: "it still asks".to_owned(),
        meaning: Some(Meaning {
            outcome: "asks".parse().unwrap(),
            means: Means::Asks,
        }),
        ..report
    })
}

fn taken_back(queued: &Execution) -> Execution {
    queued.clone().advance(Signal::TakenBack, at(2)).into_execution()
}

pub async fn what_was_not_begun_can_be_taken_back(backend: &impl Backend) {
    let store = backend.open().await;
    let queued = press(1).placed(&*store).await;
    let held = lease_one(&*store, 0).await;
    store
        .take_back(&queued, &taken_back(&queued), at(2))
        .await
        .unwrap();
    assert!(matches!(
        store.begin_send(&held, HOLD, at(3)).await,
        Err(StoreError::Conflict)
    ));
    assert!(lease(&*store, LATER).await.is_empty());
    let now_there = store.execution(&queued.order.id).await.unwrap().unwrap();
    assert_eq!(now_there.state(), State::Cancelled);
}

pub async fn what_was_begun_cannot_be_taken_back(backend: &impl Backend) {
    let store = backend.open().await;
    let queued = press(1).placed(&*store).await;
    let held = lease_one(&*store, 0).await;
    store.begin_send(&held, HOLD, at(1)).await.unwrap();
    let late = store.take_back(&queued, &taken_back(&queued), at(2)).await;
    assert!(matches!(late, Err(StoreError::Conflict)));
    assert_eq!(
        store.execution(&queued.order.id).await.unwrap(),
        Some(queued.clone())
    );
    assert_eq!(events_of(&*store, &robin()).await.len(), 1, "nothing was told");
    assert!(lease_one(&*store, 200).await.begun_at.is_some());
}

/// What is placed for later, by somebody who is to be looked at again then.
fn planned() -> Draft {
    let mut draft = press(1).draft();
    let mut order = draft.execution.order.clone();
    order.plan(SignedDuration::from_secs(600));
    draft.execution = Execution::new(order);
    draft.person = Some(Identity {
        id: robin(),
        name: "Robin".into(),
        upn: "robin@example.com".into(),
        email: None,
        standing: Standing {
            audiences: ["design".parse().unwrap()].into(),
            admin: false,
        },
    });
    draft
}

pub async fn what_is_planned_is_due_at_its_time_and_says_who_planned_it(backend: &impl Backend) {
    let store = backend.open().await;
    let draft = planned();
    assert_eq!(store.place(&draft, at(0)).await.unwrap(), Placed::New);
    assert!(lease(&*store, 599).await.is_empty());
    let taken = lease_one(&*store, 600).await;
    assert_eq!(taken.execution, draft.execution);
    assert_eq!(taken.person, draft.person);
    // Also after it was put off.
    store.postpone(&taken, at(700)).await.unwrap();
    assert_eq!(lease_one(&*store, 700).await.person, draft.person);
}

pub async fn what_is_planned_can_be_taken_back_and_holds_the_device_until_then(backend: &impl Backend) {
    let store = backend.open().await;
    let draft = planned();
    store.place(&draft, at(0)).await.unwrap();
    let id = draft.execution.order.id.clone();
    assert_eq!(press(2).place(&*store).await, Placed::Occupied(id));
    let back = draft
        .execution
        .clone()
        .advance(Signal::TakenBack, at(1))
        .into_execution();
    store.take_back(&draft.execution, &back, at(1)).await.unwrap();
    assert!(lease(&*store, LATER).await.is_empty());
    press(2).placed(&*store).await;
    assert_eq!(lease_one(&*store, LATER).await.person, None);
}

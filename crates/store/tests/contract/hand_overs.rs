//! A press becomes at most one hand-over, and one sender at a time asks for its ticket.

use domain::{
    EmployeeId, Facts, HandOver, HandOverId, HandOverSignal, HandOverState, NewHandOver, Subject, Ticket,
};
use futures::future::join_all;
use service::{EventKind, HandOverDraft, HandOverLease, HandOverPlaced, Store, StoreError};

use crate::support::{Backend, HOLD, at, events_of, kim, press, robin, uuid};

pub fn about_run(number: u32) -> Subject {
    Subject::Execution {
        execution: uuid(number),
    }
}

fn about_device(number: u32) -> Subject {
    Subject::Device { device: uuid(number) }
}

/// Robin's, pressed at this second with a key of its own.
pub fn handed(id: u32, about: Subject) -> HandOverDraft {
    handed_by(robin(), id, about)
}

fn handed_by(employee: EmployeeId, id: u32, about: Subject) -> HandOverDraft {
    let order = NewHandOver {
        id: uuid(id),
        upn: employee.to_string(),
        email: None,
        employee,
        name: "Robin".into(),
        about,
        note: Some("It hangs.\nAlways.".parse().unwrap()),
        facts: Facts {
            runs: vec![press(1).draft().execution],
            ..Facts::default()
        },
        created_at: at(id.into()),
    };
    HandOverDraft {
        hand_over: HandOver::new(order),
        key: uuid(id),
        after: None,
    }
}

pub async fn place(store: &dyn Store, draft: &HandOverDraft) -> HandOverPlaced {
    let at = draft.hand_over.order.created_at;
    store.place_hand_over(draft, at).await.unwrap()
}

async fn lease(store: &dyn Store, now: i64) -> Vec<HandOverLease> {
    store.lease_hand_overs(100, HOLD, at(now)).await.unwrap()
}

pub async fn lease_one(store: &dyn Store, now: i64) -> HandOverLease {
    let mut leases = lease(store, now).await;
    assert_eq!(leases.len(), 1, "{leases:?}");
    leases.remove(0)
}

/// Gives it a signal and stores what it became.
pub async fn advance(store: &dyn Store, hand_over: &HandOver, signal: HandOverSignal, now: i64) -> HandOver {
    let next = hand_over.advance(signal, at(now)).unwrap();
    store.update_hand_over(hand_over, &next, at(now)).await.unwrap();
    next
}

pub fn created() -> HandOverSignal {
    HandOverSignal::Created(Ticket {
        number: Some("INC0010001".into()),
        link: Some("https://desk.example.com/INC0010001".into()),
        record: Some("1".into()),
    })
}

pub fn begun(lease: &HandOverLease, now: i64) -> HandOver {
    lease.hand_over.advance(HandOverSignal::Begun, at(now)).unwrap()
}

pub async fn it_is_kept_whole_and_will_be_sent(backend: &impl Backend) {
    let store = backend.open().await;
    let draft = handed(5, about_run(1));
    assert_eq!(place(&*store, &draft).await, HandOverPlaced::New);
    let kept = Some(draft.hand_over.clone());
    assert_eq!(store.hand_over(&uuid(5)).await.unwrap(), kept);
    assert_eq!(store.hand_over_pressed(&robin(), &uuid(5)).await.unwrap(), kept);
    assert_eq!(store.hand_over_pressed(&kim(), &uuid(5)).await.unwrap(), None);
    assert_eq!(
        store.hand_over_about(&robin(), &about_run(1)).await.unwrap(),
        kept
    );
    assert_eq!(store.hand_over_about(&kim(), &about_run(1)).await.unwrap(), None);
    let held = lease_one(&*store, 5).await;
    assert_eq!((held.hand_over, held.attempt), (draft.hand_over, 1));
    let told = EventKind::HandOver {
        hand_over: uuid(5),
        state: HandOverState::Queued,
    };
    let events = events_of(&*store, &robin()).await;
    assert_eq!(
        events.into_iter().map(|event| event.kind).collect::<Vec<_>>(),
        [told]
    );
}

pub async fn the_same_press_is_the_same_hand_over(backend: &impl Backend) {
    let store = backend.open().await;
    let first = handed(5, about_run(1));
    place(&*store, &first).await;
    let again = HandOverDraft {
        key: uuid(5),
        ..handed(6, about_device(2))
    };
    let repeated = HandOverPlaced::Repeated(Box::new(first.hand_over));
    assert_eq!(place(&*store, &again).await, repeated);
    assert_eq!(lease(&*store, 10).await.len(), 1);
    // The same key of somebody else is another press.
    let theirs = HandOverDraft {
        key: uuid(5),
        ..handed_by(kim(), 7, about_device(2))
    };
    assert_eq!(place(&*store, &theirs).await, HandOverPlaced::New);
}

pub async fn one_at_a_time_about_one_subject(backend: &impl Backend) {
    let store = backend.open().await;
    let first = handed(5, about_device(1)).hand_over;
    place(&*store, &handed(5, about_device(1))).await;
    let settled = |by: &HandOver| HandOverPlaced::Settled(Box::new(by.clone()));
    assert_eq!(place(&*store, &handed(6, about_device(1))).await, settled(&first));
    // Other subjects, and other people, are free.
    assert_eq!(
        place(&*store, &handed(7, about_device(2))).await,
        HandOverPlaced::New
    );
    let theirs = handed_by(kim(), 8, about_device(1));
    assert_eq!(place(&*store, &theirs).await, HandOverPlaced::New);
    // A device may need help again, once there is a ticket; a run happens once.
    let made = advance(&*store, &first, created(), 9).await;
    let unaware = handed(10, about_device(1));
    assert_eq!(
        place(&*store, &unaware).await,
        settled(&made),
        "whoever pressed did not know of it"
    );
    let aware = HandOverDraft {
        after: Some(uuid(5)),
        ..unaware
    };
    assert_eq!(place(&*store, &aware).await, HandOverPlaced::New);
    let run = handed(11, about_run(1)).hand_over;
    place(&*store, &handed(11, about_run(1))).await;
    let done = advance(&*store, &run, created(), 12).await;
    assert_eq!(place(&*store, &handed(13, about_run(1))).await, settled(&done));
}

pub async fn what_failed_may_be_handed_over_again(backend: &impl Backend) {
    let store = backend.open().await;
    let first = handed(5, about_run(1)).hand_over;
    place(&*store, &handed(5, about_run(1))).await;
    advance(&*store, &first, HandOverSignal::GivenUp, 6).await;
    let second = HandOverDraft {
        after: Some(uuid(5)),
        ..handed(7, about_run(1))
    };
    assert_eq!(place(&*store, &second).await, HandOverPlaced::New);
    let latest = store.hand_over_about(&robin(), &about_run(1)).await.unwrap();
    assert_eq!(latest, Some(second.hand_over));
}

pub async fn twenty_at_once_about_one_subject_are_one(backend: &impl Backend) {
    let store = backend.open().await;
    let tasks = (10..30).map(|id| {
        let store = store.clone();
        tokio::spawn(async move { place(&*store, &handed(id, about_run(1))).await })
    });
    let placed = join_all(tasks).await.into_iter().map(Result::unwrap);
    let new = placed.filter(|placed| *placed == HandOverPlaced::New);
    assert_eq!(new.count(), 1);
    assert_eq!(lease(&*store, 30).await.len(), 1);
}

pub async fn it_is_held_by_one_sender(backend: &impl Backend) {
    let store = backend.open().await;
    place(&*store, &handed(5, about_run(1))).await;
    assert!(lease(&*store, 4).await.is_empty(), "it is not due");
    let takers = (0..20).map(|_| {
        let store = store.clone();
        tokio::spawn(async move { lease(&*store, 5).await.len() })
    });
    let taken: usize = join_all(takers).await.into_iter().map(Result::unwrap).sum();
    assert_eq!(taken, 1);
    assert!(lease(&*store, 124).await.is_empty());
    assert_eq!(lease_one(&*store, 125).await.attempt, 2);
}

pub async fn one_that_cannot_be_read_keeps_no_other_back(backend: &impl Backend) {
    let store = backend.open().await;
    for id in 5..8 {
        place(&*store, &handed(id, about_run(id))).await;
    }
    backend
        .makes_unreadable("hand_overs", uuid::<HandOverId>(5).as_str())
        .await;
    for (now, attempt) in [(10, 1), (130, 2)] {
        let taken = lease(&*store, now).await;
        let taken: Vec<_> = taken
            .into_iter()
            .map(|lease| (lease.hand_over.order.id, lease.attempt))
            .collect();
        assert_eq!(taken, [(uuid(6), attempt), (uuid(7), attempt)]);
    }
    // It is held as the others are, so that it takes nobody's place again and again.
    place(&*store, &handed(140, about_run(140))).await;
    let taken = store.lease_hand_overs(1, HOLD, at(140)).await.unwrap();
    assert_eq!(taken[0].hand_over.order.id, uuid(140));
}

pub async fn one_call_is_begun_at_a_time(backend: &impl Backend) {
    let store = backend.open().await;
    place(&*store, &handed(5, about_run(1))).await;
    let slow = lease_one(&*store, 5).await;
    let late = store.begin_hand_over(&slow, &begun(&slow, 125), at(125)).await;
    assert!(matches!(late, Err(StoreError::Conflict)), "its lease ran out");
    let next = lease_one(&*store, 125).await;
    let lost = store.begin_hand_over(&slow, &begun(&slow, 126), at(126)).await;
    assert!(
        matches!(lost, Err(StoreError::Conflict)),
        "somebody else holds it"
    );
    store
        .begin_hand_over(&next, &begun(&next, 127), at(127))
        .await
        .unwrap();
    let twice = store.begin_hand_over(&next, &begun(&next, 128), at(128)).await;
    assert!(matches!(twice, Err(StoreError::Conflict)), "it was begun");
    let kept = store.hand_over(&uuid(5)).await.unwrap().unwrap();
    assert_eq!((kept.state(), kept.calls()), (HandOverState::Sending, 1));
}

pub async fn what_is_put_off_comes_back_when_it_is_due(backend: &impl Backend) {
    let store = backend.open().await;
    place(&*store, &handed(5, about_run(1))).await;
    let lost = lease_one(&*store, 5).await;
    let held = lease_one(&*store, 125).await;
    store.postpone_hand_over(&lost, at(1)).await.unwrap();
    assert!(
        lease(&*store, 126).await.is_empty(),
        "a lost lease puts nothing off"
    );
    store.postpone_hand_over(&held, at(150)).await.unwrap();
    assert!(lease(&*store, 149).await.is_empty());
    assert_eq!(lease_one(&*store, 150).await.attempt, 3);
}

pub async fn what_is_over_is_not_leased(backend: &impl Backend) {
    let store = backend.open().await;
    let draft = handed(4, about_run(4));
    place(&*store, &draft).await;
    let created = advance(&*store, &draft.hand_over, created(), 4).await;
    assert_eq!(
        lease_one(&*store, 4).await.hand_over,
        created,
        "it has still to be given what goes along"
    );
    advance(&*store, &created, HandOverSignal::Attached(true), 4).await;
    let draft = handed(6, about_run(6));
    place(&*store, &draft).await;
    advance(&*store, &draft.hand_over, HandOverSignal::GivenUp, 7).await;
    assert!(lease(&*store, 10_000).await.is_empty());
    let kept = store.hand_over(&uuid(4)).await.unwrap().unwrap();
    assert_eq!(kept.ticket().unwrap().number.as_deref(), Some("INC0010001"));
}

pub async fn of_two_who_move_it_one_succeeds(backend: &impl Backend) {
    let store = backend.open().await;
    let draft = handed(5, about_run(1));
    place(&*store, &draft).await;
    let done = advance(&*store, &draft.hand_over, created(), 6).await;
    let given_up = draft.hand_over.advance(HandOverSignal::GivenUp, at(7)).unwrap();
    let late = store.update_hand_over(&draft.hand_over, &given_up, at(7)).await;
    assert!(matches!(late, Err(StoreError::Conflict)));
    assert_eq!(store.hand_over(&uuid(5)).await.unwrap(), Some(done));
    assert_eq!(events_of(&*store, &robin()).await.len(), 2);
}

pub async fn a_person_sees_their_own_hand_overs(backend: &impl Backend) {
    let store = backend.open().await;
    for draft in [
        handed(5, about_run(1)),
        handed(6, about_run(2)),
        handed_by(kim(), 7, about_run(3)),
    ] {
        place(&*store, &draft).await;
    }
    let mine = store.hand_overs_of(&robin(), 10).await.unwrap();
    let ids: Vec<_> = mine.into_iter().map(|mine| mine.order.id).collect();
    assert_eq!(ids, [uuid(6), uuid(5)]);
    assert_eq!(store.hand_overs_of(&robin(), 1).await.unwrap().len(), 1);
}

pub async fn a_begun_call_is_never_forgotten(backend: &impl Backend) {
    let store = backend.open().await;
    place(&*store, &handed(5, about_run(1))).await;
    let held = lease_one(&*store, 5).await;
    store
        .begin_hand_over(&held, &begun(&held, 6), at(6))
        .await
        .unwrap();
    let next = backend.after_a_crash().await;
    let found = lease_one(&*next, 125).await.hand_over;
    assert_eq!(
        (found.state(), found.begun_at()),
        (HandOverState::Sending, Some(at(6)))
    );
}

pub async fn they_are_counted_by_their_state(backend: &impl Backend) {
    let store = backend.open().await;
    assert_eq!(store.count_hand_overs().await.unwrap(), [].into());
    for number in 5..8 {
        place(&*store, &handed(number, about_run(number))).await;
    }
    let held = lease(&*store, 10).await;
    let sent = begun(&held[0], 11);
    store.begin_hand_over(&held[0], &sent, at(11)).await.unwrap();
    advance(&*store, &sent, created(), 12).await;
    let counted = [(HandOverState::Queued, 2), (HandOverState::Created, 1)];
    assert_eq!(store.count_hand_overs().await.unwrap(), counted.into());
}

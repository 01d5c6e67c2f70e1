//! What is kept is counted, once, without anybody's name.

use domain::{
    Execution, Facts, Feedback, FeedbackOn, HandOver, HandedDevice, NewHandOver, State, Subject, TenantStatus,
};
use jiff::SignedDuration;
use service::{HandOverDraft, RunTally, Store, Tally};

use crate::{
    diagnoses::look,
    support::{Backend, Press, advance, at, kim, press, refused, reported, robin, uuid},
};

const WITHIN: SignedDuration = SignedDuration::from_secs(100);

async fn tally(store: &dyn Store, since: i64, now: i64) -> Tally {
    store.tally(at(since), WITHIN, at(now)).await.unwrap()
}

/// The only group of runs.
async fn only(store: &dyn Store, now: i64) -> RunTally {
    let mut runs = tally(store, 0, now).await.runs;
    assert_eq!(runs.len(), 1, "{runs:?}");
    runs.remove(0)
}

/// Robin's run that ended at this second.
async fn ended(store: &dyn Store, now: i64) -> Execution {
    let run = press(1).placed(store).await;
    advance(store, run, reported(TenantStatus::Expired, now), now).await
}

async fn hand_over(store: &dyn Store, id: u32, device: u32, now: i64) {
    let about = Subject::Device { device: uuid(device) };
    let device = HandedDevice {
        uid: uuid(device),
        name: String::new(),
        known: None,
        health: None,
    };
    let order = NewHandOver {
        id: uuid(id),
        employee: robin(),
        name: "Robin".into(),
        upn: robin().to_string(),
        email: None,
        about,
        note: None,
        facts: Facts {
            device: Some(device),
            ..Facts::default()
        },
        created_at: at(now),
    };
    let draft = HandOverDraft {
        hand_over: HandOver::new(order),
        key: uuid(id),
        after: None,
    };
    store.place_hand_over(&draft, at(now)).await.unwrap();
}

async fn say(store: &dyn Store, on: FeedbackOn, helped: bool) {
    let feedback = Feedback {
        helped,
        note: None,
        at: at(0),
    };
    store.keep_feedback(&robin(), &on, &feedback).await.unwrap();
}

pub async fn nothing_is_counted_twice_or_from_before(backend: &impl Backend) {
    let store = backend.open().await;
    for (id, employee, device, second) in [(1, robin(), 1, 10), (2, robin(), 2, 20), (3, kim(), 3, 30)] {
        let press = Press {
            employee,
            device,
            at: second,
            ..press(id)
        };
        press.placed(&*store).await;
    }
    let other = Press {
        remedy: "restart",
        at: 40,
        ..press(4)
    };
    let run = other.placed(&*store).await;
    advance(&*store, run, refused(), 41).await;

    let all = tally(&*store, 10, 50).await;
    let mut runs: Vec<_> = all
        .runs
        .iter()
        .map(|run| (run.remedy.as_str(), run.state, run.runs))
        .collect();
    runs.sort();
    assert_eq!(
        runs,
        [("free-space", State::Queued, 3), ("restart", State::Failed, 1)]
    );
    let people: Vec<u64> = all.people_of_remedies.into_values().collect();
    assert_eq!(people, [2, 1], "two people ran the first, one of them twice");
    let later = tally(&*store, 11, 50).await;
    assert_eq!(later.runs.iter().map(|run| run.runs).sum::<u64>(), 3);
    assert_eq!(tally(&*store, 41, 50).await, Tally::default());
}

pub async fn what_is_handed_over_counts_until_its_time_is_over(backend: &impl Backend) {
    let store = backend.open().await;
    ended(&*store, 10).await;
    hand_over(&*store, 20, 2, 50).await;
    hand_over(&*store, 21, 1, 110).await;
    let early = only(&*store, 109).await;
    assert_eq!(
        (early.handed_over, early.settled),
        (false, false),
        "another device, and too late"
    );
    assert!(only(&*store, 110).await.settled);

    let again = backend.open().await;
    // The subject is taken by the later one until that is over.
    let other = Subject::Execution { execution: uuid(1) };
    let mut draft = crate::hand_overs::handed(22, other);
    draft.hand_over.order.facts.device = Some(HandedDevice {
        uid: uuid(1),
        name: String::new(),
        known: None,
        health: None,
    });
    again.place_hand_over(&draft, at(109)).await.unwrap();
    assert!(only(&*again, 200).await.handed_over);
}

pub async fn the_word_on_a_run_goes_before_that_on_its_look(backend: &impl Backend) {
    let store = backend.open().await;
    store.place_diagnosis(&look(9, &[press(1)]), at(0)).await.unwrap();
    assert_eq!(only(&*store, 5).await.helped, None);
    say(&*store, FeedbackOn::Diagnosis(uuid(9)), false).await;
    assert_eq!(only(&*store, 5).await.helped, Some(false));
    say(&*store, FeedbackOn::Execution(uuid(1)), true).await;
    assert_eq!(only(&*store, 5).await.helped, Some(true));
    let looks = tally(&*store, 0, 5).await.looks;
    assert_eq!(
        (looks[0].topic.as_str(), looks[0].helped, looks[0].looks),
        ("slow-computer", Some(false), 1)
    );
}

pub async fn what_was_found_once_stays_found(backend: &impl Backend) {
    let store = backend.open().await;
    let found = async || {
        let looks = tally(&*store, 0, 20).await.looks;
        assert_eq!(looks.iter().map(|look| look.looks).sum::<u64>(), 1);
        looks[0].found
    };
    store.place_diagnosis(&look(9, &[]), at(9)).await.unwrap();
    assert_eq!(found().await, None);
    for (said, expected) in [(false, false), (true, true), (false, true)] {
        store.note_found(&uuid(9), said).await.unwrap();
        assert_eq!(found().await, Some(expected));
    }
    store.note_found(&uuid(8), true).await.unwrap();
    assert_eq!(
        found().await,
        Some(true),
        "of what is not there, nothing is noted"
    );
}

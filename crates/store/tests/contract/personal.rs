//! What somebody chose and said is their own, and the last word counts.

use domain::{Favourite, Feedback, FeedbackOn, Preferences};
use futures::future::join_all;
use service::EventKind;

use crate::support::{Backend, at, events_of, kim, press, robin, uuid};

fn said(helped: bool, note: Option<&str>, seconds: i64) -> Feedback {
    Feedback {
        helped,
        note: note.map(|note| note.parse().unwrap()),
        at: at(seconds),
    }
}

fn remedy(name: &str) -> Favourite {
    Favourite::Remedy(name.parse().unwrap())
}

fn topic(name: &str) -> Favourite {
    Favourite::Topic(name.parse().unwrap())
}

pub async fn the_last_word_counts(backend: &impl Backend) {
    let store = backend.open().await;
    press(1).placed(&*store).await;
    let on = FeedbackOn::Execution(uuid(1));
    assert_eq!(store.feedback_on(&on).await.unwrap(), None);
    for feedback in [said(false, Some("Still slow.\nSorry."), 5), said(true, None, 9)] {
        store.keep_feedback(&robin(), &on, &feedback).await.unwrap();
        assert_eq!(store.feedback_on(&on).await.unwrap(), Some(feedback));
    }
    let other = FeedbackOn::Diagnosis(uuid(1));
    assert_eq!(store.feedback_on(&other).await.unwrap(), None);
    let told = EventKind::Feedback { on };
    let events = events_of(&*store, &robin()).await;
    assert_eq!(events.iter().filter(|event| event.kind == told).count(), 2);
}

pub async fn nothing_is_said_about_what_is_not_there(backend: &impl Backend) {
    let store = backend.open().await;
    for on in [FeedbackOn::Execution(uuid(1)), FeedbackOn::Diagnosis(uuid(1))] {
        assert!(
            store
                .keep_feedback(&robin(), &on, &said(true, None, 1))
                .await
                .is_err()
        );
    }
    assert!(events_of(&*store, &robin()).await.is_empty());
}

pub async fn what_was_said_goes_with_what_it_is_about(backend: &impl Backend) {
    let store = backend.open().await;
    let execution = press(1).placed(&*store).await;
    let on = FeedbackOn::Execution(uuid(1));
    store
        .keep_feedback(&robin(), &on, &said(true, None, 5))
        .await
        .unwrap();
    crate::support::advance(&*store, execution, crate::support::refused(), 6).await;
    store.forget(at(100), at(0), at(0)).await.unwrap();
    assert_eq!(store.feedback_on(&on).await.unwrap(), None);
}

pub async fn whoever_chose_nothing_has_nothing(backend: &impl Backend) {
    let store = backend.open().await;
    assert_eq!(store.preferences(&robin()).await.unwrap(), Preferences::default());
    store.note_visit(&robin(), at(1)).await.unwrap();
    assert_eq!(store.forget(at(100), at(100), at(100)).await.unwrap(), 0);
}

pub async fn the_device_that_was_chosen_last_is_remembered(backend: &impl Backend) {
    let store = backend.open().await;
    let remember = async |device, now| {
        store
            .remember_device(&robin(), &uuid(device), at(now))
            .await
            .unwrap()
    };
    assert!(remember(1, 1).await);
    assert!(remember(2, 2).await);
    assert!(!remember(2, 3).await);
    assert_eq!(store.preferences(&robin()).await.unwrap().device, Some(uuid(2)));
    assert_eq!(store.preferences(&kim()).await.unwrap().device, None);
    assert_eq!(events_of(&*store, &robin()).await.len(), 2);
}

pub async fn favourites_are_marked_and_unmarked(backend: &impl Backend) {
    let store = backend.open().await;
    let mark = async |favourite: &Favourite, marked, now| {
        store.mark(&robin(), favourite, marked, at(now)).await.unwrap()
    };
    let (disk, slow) = (remedy("free-space"), topic("slow-computer"));
    assert!(mark(&disk, true, 1).await);
    assert!(mark(&slow, true, 2).await);
    assert!(!mark(&disk, true, 3).await, "it is marked already");
    let kept = store.preferences(&robin()).await.unwrap().favourites;
    assert_eq!(kept, [slow.clone(), disk.clone()]);
    assert!(mark(&disk, false, 4).await);
    assert!(!mark(&disk, false, 5).await);
    assert_eq!(store.preferences(&robin()).await.unwrap().favourites, [slow]);
    assert!(store.preferences(&kim()).await.unwrap().favourites.is_empty());
    assert_eq!(
        events_of(&*store, &robin()).await.len(),
        3,
        "only what changed is told"
    );
}

pub async fn a_topic_and_a_remedy_of_one_name_are_two(backend: &impl Backend) {
    let store = backend.open().await;
    store
        .mark(&robin(), &remedy("battery"), true, at(1))
        .await
        .unwrap();
    store
        .mark(&robin(), &topic("battery"), true, at(2))
        .await
        .unwrap();
    store
        .mark(&robin(), &remedy("battery"), false, at(3))
        .await
        .unwrap();
    assert_eq!(
        store.preferences(&robin()).await.unwrap().favourites,
        [topic("battery")]
    );
}

pub async fn twenty_marks_at_once_are_one(backend: &impl Backend) {
    let store = backend.open().await;
    let tasks = (0..20).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .mark(&robin(), &remedy("free-space"), true, at(1))
                .await
                .unwrap()
        })
    });
    let changed = join_all(tasks)
        .await
        .into_iter()
        .filter(|changed| *changed.as_ref().unwrap());
    assert_eq!(changed.count(), 1);
    assert_eq!(store.preferences(&robin()).await.unwrap().favourites.len(), 1);
}

/// A day in seconds.
const DAY: i64 = 86_400;

pub async fn what_was_chosen_is_kept_while_somebody_comes(backend: &impl Backend) {
    let store = backend.open().await;
    store
        .mark(&robin(), &remedy("free-space"), true, at(0))
        .await
        .unwrap();
    store
        .mark(&kim(), &remedy("free-space"), true, at(0))
        .await
        .unwrap();
    store.note_visit(&robin(), at(DAY)).await.unwrap();
    // A clock that was set back does not make it older.
    store.note_visit(&robin(), at(-9 * DAY)).await.unwrap();
    store.forget(at(DAY), at(DAY), at(DAY)).await.unwrap();
    assert_eq!(store.preferences(&robin()).await.unwrap().favourites.len(), 1);
    assert!(store.preferences(&kim()).await.unwrap().favourites.is_empty());
}

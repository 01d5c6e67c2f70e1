//! A look at a symptom is placed with everything that is run for it, or not at all.

use domain::Diagnosis;
use futures::future::join_all;
use service::{DiagnosisDraft, DiagnosisPlaced, EventKind, Store};

use crate::support::{Backend, Press, at, events_of, ids, kim, lease, press, robin, uuid};

/// Robin's look at device 1, pressed with a key of its own, which runs these.
pub fn look(id: u32, collecting: &[Press]) -> DiagnosisDraft {
    let drafts = collecting.iter().map(|press| {
        let mut draft = press.draft();
        draft.execution.order.diagnosis = Some(uuid(id));
        draft
    });
    DiagnosisDraft {
        diagnosis: Diagnosis {
            id: uuid(id),
            employee: robin(),
            device: uuid(1),
            device_name: "LAPTOP-1".into(),
            topic: "slow-computer".parse().unwrap(),
            started_at: at(id.into()),
            collected_by: collecting
                .iter()
                .map(|press| (press.remedy.parse().unwrap(), uuid(press.id)))
                .collect(),
        },
        key: uuid(id),
        collecting: drafts.collect(),
    }
}

fn two() -> [Press; 2] {
    let startup = Press {
        remedy: "check-startup",
        ..press(2)
    };
    [press(1), startup]
}

async fn place(store: &dyn Store, draft: &DiagnosisDraft) -> DiagnosisPlaced {
    store.place_diagnosis(draft, at(0)).await.unwrap()
}

pub async fn it_is_kept_with_what_it_runs(backend: &impl Backend) {
    let store = backend.open().await;
    let draft = look(9, &two());
    assert_eq!(place(&*store, &draft).await, DiagnosisPlaced::New);
    let kept = Some(draft.diagnosis.clone());
    assert_eq!(store.diagnosis(&uuid(9)).await.unwrap(), kept);
    assert_eq!(store.diagnosis_pressed(&robin(), &uuid(9)).await.unwrap(), kept);
    assert_eq!(store.diagnosis_pressed(&kim(), &uuid(9)).await.unwrap(), None);
    let mut run = ids(&store.executions_for(&uuid(9)).await.unwrap());
    run.sort();
    assert_eq!(run, [uuid(1), uuid(2)]);
    assert_eq!(lease(&*store, 0).await.len(), 2, "both will be sent");
    let told = EventKind::Diagnosis {
        diagnosis: uuid(9),
        device: uuid(1),
    };
    let events = events_of(&*store, &robin()).await;
    assert_eq!(events.len(), 3);
    assert!(events.iter().any(|event| event.kind == told));
}

pub async fn the_same_press_looks_once(backend: &impl Backend) {
    let store = backend.open().await;
    let first = look(9, &two());
    place(&*store, &first).await;
    let again = DiagnosisDraft {
        key: uuid(9),
        ..look(10, &[press(3)])
    };
    let repeated = DiagnosisPlaced::Repeated(Box::new(first.diagnosis));
    assert_eq!(place(&*store, &again).await, repeated);
    assert_eq!(store.diagnosis(&uuid(10)).await.unwrap(), None);
    assert_eq!(store.open().await.unwrap().len(), 2);
}

pub async fn where_one_is_under_way_nothing_is_placed(backend: &impl Backend) {
    let store = backend.open().await;
    let theirs = Press {
        employee: kim(),
        remedy: "check-startup",
        ..press(7)
    };
    theirs.placed(&*store).await;
    let occupied = DiagnosisPlaced::Occupied("check-startup".parse().unwrap());
    assert_eq!(place(&*store, &look(9, &two())).await, occupied);
    assert_eq!(store.diagnosis(&uuid(9)).await.unwrap(), None);
    assert_eq!(ids(&store.open().await.unwrap()), [uuid(7)]);
    assert_eq!(lease(&*store, 0).await.len(), 1);
    assert!(events_of(&*store, &robin()).await.is_empty());
    // The press is still free.
    assert_eq!(place(&*store, &look(9, &[press(1)])).await, DiagnosisPlaced::New);
}

pub async fn twenty_looks_at_once_with_one_key_are_one(backend: &impl Backend) {
    let store = backend.open().await;
    let tasks = (10..30).map(|id| {
        let draft = DiagnosisDraft {
            key: uuid(7),
            ..look(id, &[press(id)])
        };
        let store = store.clone();
        tokio::spawn(async move { place(&*store, &draft).await })
    });
    let placed = join_all(tasks).await.into_iter().map(Result::unwrap);
    let (new, others): (Vec<_>, Vec<_>) = placed.partition(|placed| *placed == DiagnosisPlaced::New);
    assert_eq!(new.len(), 1);
    let is_repeated = |placed: &DiagnosisPlaced| matches!(placed, DiagnosisPlaced::Repeated(_));
    assert!(others.iter().all(is_repeated), "{others:?}");
    assert_eq!(store.open().await.unwrap().len(), 1);
}

pub async fn a_person_sees_their_own_looks_the_latest_first(backend: &impl Backend) {
    let store = backend.open().await;
    let mut theirs = look(12, &[]);
    theirs.diagnosis.employee = kim();
    for draft in [look(10, &[]), look(11, &[]), theirs] {
        place(&*store, &draft).await;
    }
    let seen = async |employee| {
        let seen = store.diagnoses_of(&employee, 10).await.unwrap();
        seen.into_iter().map(|seen| seen.id).collect::<Vec<_>>()
    };
    assert_eq!(seen(robin()).await, [uuid(11), uuid(10)]);
    assert_eq!(seen(kim()).await, [uuid(12)]);
    assert_eq!(store.diagnoses_of(&robin(), 1).await.unwrap().len(), 1);
}

pub async fn a_look_outlives_a_crash(backend: &impl Backend) {
    let store = backend.open().await;
    let draft = look(9, &two());
    place(&*store, &draft).await;
    let next = backend.after_a_crash().await;
    assert_eq!(next.diagnosis(&uuid(9)).await.unwrap(), Some(draft.diagnosis));
    assert_eq!(next.executions_for(&uuid(9)).await.unwrap().len(), 2);
    assert_eq!(lease(&*next, 0).await.len(), 2);
}

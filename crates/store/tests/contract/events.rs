//! Everybody hears of themselves, in order, each thing once.

use std::collections::BTreeSet;

use futures::future::join_all;
use service::{EventKind, Store};

use crate::support::{Backend, at, events_of, kim, robin, uuid};

async fn tell(store: &dyn Store, employee: &domain::EmployeeId) -> i64 {
    store.append(employee, &EventKind::Figures, at(7)).await.unwrap()
}

pub async fn everybody_hears_only_of_themselves(backend: &impl Backend) {
    let store = backend.open().await;
    let kind = EventKind::Execution {
        execution: uuid(1),
        device: uuid(2),
        state: "sent".into(),
    };
    let mine = store.append(&robin(), &kind, at(5)).await.unwrap();
    let theirs = tell(&*store, &kim()).await;

    let heard = events_of(&*store, &robin()).await;
    assert_eq!(heard.len(), 1);
    assert_eq!((heard[0].id, &heard[0].kind, heard[0].at), (mine, &kind, at(5)));
    let heard = events_of(&*store, &kim()).await;
    assert_eq!(heard.len(), 1);
    assert_eq!(
        (heard[0].id, &heard[0].kind, heard[0].at),
        (theirs, &EventKind::Figures, at(7))
    );
}

pub async fn they_come_in_order_and_in_parts(backend: &impl Backend) {
    let store = backend.open().await;
    let mut mine = Vec::new();
    for _ in 0..5 {
        mine.push(tell(&*store, &robin()).await);
        tell(&*store, &kim()).await;
    }
    let part = async |after, limit| -> Vec<i64> {
        let events = store.events_after(&robin(), after, limit).await.unwrap();
        events.into_iter().map(|event| event.id).collect()
    };
    assert_eq!(part(0, 2).await, mine[..2]);
    assert_eq!(part(mine[1], 2).await, mine[2..4]);
    assert_eq!(part(mine[3], 2).await, mine[4..]);
    assert!(part(mine[4], 2).await.is_empty());
    // After an id of somebody else's, as a page names it that knows of everything up to there.
    assert_eq!(part(mine[1] + 1, 10).await, mine[2..]);
}

pub async fn ids_grow_over_everybody(backend: &impl Backend) {
    let store = backend.open().await;
    assert_eq!(store.last_event().await.unwrap(), 0);
    let mut last = 0;
    for employee in [robin(), kim(), kim(), robin()] {
        let id = tell(&*store, &employee).await;
        assert!(id > last);
        assert_eq!(store.last_event().await.unwrap(), id);
        last = id;
    }
}

pub async fn twenty_at_once_are_twenty_events(backend: &impl Backend) {
    let store = backend.open().await;
    let tasks = (0..20).map(|_| {
        let store = store.clone();
        tokio::spawn(async move { tell(&*store, &robin()).await })
    });
    let told: BTreeSet<i64> = join_all(tasks).await.into_iter().map(|id| id.unwrap()).collect();
    let heard: Vec<i64> = events_of(&*store, &robin())
        .await
        .iter()
        .map(|event| event.id)
        .collect();
    assert_eq!(heard.len(), 20);
    assert_eq!(heard, Vec::from_iter(told));
}

pub async fn everybodys_come_with_whose_they_are(backend: &impl Backend) {
    let store = backend.open().await;
    let first = tell(&*store, &robin()).await;
    let second = tell(&*store, &kim()).await;
    let third = tell(&*store, &robin()).await;
    let since = async |id, limit| -> Vec<(domain::EmployeeId, i64)> {
        let events = store.events_since(id, limit).await.unwrap();
        events
            .into_iter()
            .map(|(employee, event)| (employee, event.id))
            .collect()
    };
    assert_eq!(since(first, 10).await, [(kim(), second), (robin(), third)]);
    assert_eq!(since(0, 2).await, [(robin(), first), (kim(), second)]);
    assert!(since(third, 10).await.is_empty());
}

pub async fn whoever_has_read_up_to_an_id_never_finds_an_older_one(backend: &impl Backend) {
    let store = backend.open().await;
    let writers = (0..4).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            for _ in 0..25 {
                tell(&*store, &robin()).await;
            }
        })
    });
    let writing = tokio::spawn(join_all(writers));
    let mut read = Vec::new();
    while read.len() < 100 {
        let after = read.last().copied().unwrap_or(0);
        let events = store.events_since(after, 7).await.unwrap();
        read.extend(events.into_iter().map(|(_, event)| event.id));
        tokio::task::yield_now().await;
    }
    writing.await.unwrap();
    let all: Vec<i64> = events_of(&*store, &robin())
        .await
        .iter()
        .map(|event| event.id)
        .collect();
    assert_eq!(read, all);
}

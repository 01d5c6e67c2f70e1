//! Open pages hear of everything that happened to them once, in order, and of nothing else.

use std::sync::Arc;

use domain::TenantStatus;
use service::{Cursor, Event, EventKind, Store};

use crate::support::{KIM_S, LAPTOP, Office, kim, press, robin};

/// What the listener hears until it has heard so many.
async fn hear(office: &Office, cursor: &mut Cursor, count: usize) -> Vec<Arc<Event>> {
    let mut heard = Vec::new();
    while heard.len() < count {
        heard.extend(office.service.next_events(cursor).await.unwrap());
    }
    assert_eq!(heard.len(), count, "{:?}", heard.last());
    assert!(heard.is_sorted_by_key(|event| event.id));
    heard
}

fn states(events: &[Arc<Event>]) -> Vec<&str> {
    fn state(event: &Arc<Event>) -> &str {
        match &event.kind {
            EventKind::Execution { state, .. } => state,
            EventKind::Figures => "figures",
            EventKind::Trends => "trends",
            other => panic!("nobody expects {other:?} here"),
        }
    }
    events.iter().map(state).collect()
}

/// The listener has nothing more to hear.
async fn is_silent(office: &Office, cursor: &mut Cursor) {
    // A mark of its own: whatever comes before it would have come now.
    let mark = office.mark().await;
    let heard = hear(office, cursor, 1).await;
    assert_eq!(heard[0].id, mark);
}

#[tokio::test]
async fn every_state_is_told_once() {
    let office = Office::open().await;
    let mut cursor = office.service.listen(&robin(), None);
    let run = office.queued(1, "clear-cache").await;
    assert_eq!(states(&hear(&office, &mut cursor, 1).await), ["queued"]);
    office.dispatch().await;
    office
        .tenant
        .shows_run(&run, TenantStatus::InProgress, office.now());
    office.watch().await;
    office.watch().await;
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    assert_eq!(
        states(&hear(&office, &mut cursor, 3).await),
        ["sent", "running", "done"]
    );
    is_silent(&office, &mut cursor).await;
}

#[tokio::test]
async fn who_waits_is_woken_by_what_happens() {
    let office = Office::open().await;
    let service = office.service.clone();
    let mut cursor = service.listen(&robin(), None);
    let waiting = tokio::spawn(async move { service.next_events(&mut cursor).await.unwrap() });
    tokio::task::yield_now().await;
    office.start(&robin(), press(1, LAPTOP, "clear-cache")).await;
    assert_eq!(states(&waiting.await.unwrap()), ["queued"]);
}

#[tokio::test]
async fn a_reconnect_goes_on_where_it_was() {
    let office = Office::open().await;
    let mut cursor = office.service.listen(&robin(), None);
    office.sent(1, "clear-cache").await;
    let heard = hear(&office, &mut cursor, 2).await;
    drop(cursor);
    // While nobody listens.
    office.sent(2, "free-space").await;
    let mut again = office.service.listen(&robin(), Some(heard[0].id));
    assert_eq!(
        states(&hear(&office, &mut again, 3).await),
        ["sent", "queued", "sent"]
    );
    is_silent(&office, &mut again).await;

    // Another process goes on as well.
    let other = office.another().await;
    let mut there = other.listen(&robin(), Some(heard[1].id));
    let events = other.next_events(&mut there).await.unwrap();
    assert_eq!(states(&events)[..2], ["queued", "sent"]);
}

#[tokio::test]
async fn a_page_and_its_stream_leave_nothing_out_between_them() {
    let office = Office::open().await;
    office.queued(1, "clear-cache").await;
    let page = office.service.history_page(&robin()).await.unwrap();
    office.dispatch().await;
    let mut cursor = office.service.listen(&robin(), Some(page.last_event));
    assert_eq!(states(&hear(&office, &mut cursor, 1).await), ["sent"]);
    let page = office.service.history_page(&robin()).await.unwrap();
    let mut cursor = office.service.listen(&robin(), Some(page.last_event));
    is_silent(&office, &mut cursor).await;
}

#[tokio::test]
async fn somebody_elses_events_are_never_heard() {
    let office = Office::open().await;
    let (mut mine, mut theirs) = (
        office.service.listen(&robin(), Some(0)),
        office.service.listen(&kim(), Some(0)),
    );
    let own = office.start(&kim(), press(1, KIM_S, "clear-cache")).await;
    office.dispatch().await;
    for event in hear(&office, &mut theirs, 2).await {
        assert!(matches!(&event.kind, EventKind::Execution { execution, .. } if *execution == own.execution));
    }
    is_silent(&office, &mut mine).await;
}

#[tokio::test]
async fn a_listener_that_is_dropped_in_the_middle_loses_nothing() {
    let office = Office::open().await;
    let mut cursor = office.service.listen(&robin(), None);
    for _ in 0..3 {
        // The stream is polled a few times and dropped, as a heartbeat does.
        let mut next = Box::pin(office.service.next_events(&mut cursor));
        for _ in 0..3 {
            let polled = futures::poll!(&mut next);
            assert!(polled.is_pending());
            tokio::task::yield_now().await;
        }
    }
    office.start(&robin(), press(1, LAPTOP, "clear-cache")).await;
    assert_eq!(states(&hear(&office, &mut cursor, 1).await), ["queued"]);
}

#[tokio::test]
async fn more_than_fits_at_once_comes_in_parts() {
    let office = Office::open().await;
    let mut cursor = office.service.listen(&robin(), None);
    for _ in 0..150 {
        office.mark().await;
    }
    hear(&office, &mut cursor, 150).await;
    is_silent(&office, &mut cursor).await;
}

/// More than a process holds in memory.
const HELD: usize = 4_096;

#[tokio::test]
async fn who_comes_back_after_very_long_hears_everything_from_the_store() {
    let office = Office::open().await;
    let first = office.mark().await;
    let mut live = office.service.listen(&robin(), Some(first));
    let mut theirs = office.service.listen(&kim(), None);
    for _ in 0..HELD + 10 {
        office.mark().await;
    }
    let own = office.start(&kim(), press(1, KIM_S, "clear-cache")).await;
    hear(&office, &mut live, HELD + 10).await;
    let mut late = office.service.listen(&robin(), Some(first));
    hear(&office, &mut late, HELD + 10).await;
    is_silent(&office, &mut late).await;
    // One who had nothing of their own to hear is not behind.
    let heard = hear(&office, &mut theirs, 1).await;
    assert!(matches!(&heard[0].kind, EventKind::Execution { execution, .. } if *execution == own.execution));
}

#[tokio::test]
async fn what_nobody_was_woken_for_is_found_all_the_same() {
    let office = Office::open().await;
    let mut cursor = office.service.listen(&robin(), None);
    // Whoever appended it died before waking anybody.
    office
        .store
        .append(robin().id(), &EventKind::Figures, office.now())
        .await
        .unwrap();
    office.clock.advance(crate::support::seconds(1));
    assert_eq!(hear(&office, &mut cursor, 1).await.len(), 1);
}

#[tokio::test]
async fn a_page_from_before_the_database_was_restored_hears_what_happens() {
    let office = Office::open().await;
    office.queued(1, "clear-cache").await;
    let mut cursor = office.service.listen(&robin(), Some(9_000));
    is_silent(&office, &mut cursor).await;
}

#[tokio::test]
async fn a_page_that_heard_more_at_another_server_hears_nothing_twice() {
    let office = Office::open().await;
    let behind = office.another().await;
    // That server is not woken, as when the news of it is still on its way.
    let at_the_other = office
        .store
        .append(robin().id(), &EventKind::Figures, office.now())
        .await
        .unwrap();
    let mut cursor = behind.listen(&robin(), Some(at_the_other));
    let asked_often = async {
        for _ in 0..20 {
            office.store.last_event().await.unwrap();
        }
    };
    // By then it has asked all that it asks, and waits.
    tokio::select! {
        biased;
        events = behind.next_events(&mut cursor) => panic!("{events:?}"),
        () = asked_often => {}
    }
    let mark = office.mark().await;
    let heard = behind.next_events(&mut cursor).await.unwrap();
    assert_eq!(heard.iter().map(|event| event.id).collect::<Vec<_>>(), [mark]);
}

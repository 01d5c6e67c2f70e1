//! The page comes, whatever the tenant does, and says how old it is and why.

use std::time::Duration;

use domain::TenantStatus;
use futures::future::join_all;
use service::{Cursor, EventKind, PageError, StartError, TenantError, TroubleKind};

use crate::support::{LAPTOP, Line, Office, down, error, minutes, press, reading, robin, seconds, uid};

/// Figures are asked again after this long.
const FRESH: i64 = 60;
/// After a failure nobody asks for this long.
const REST: i64 = 5;

/// Waits until the page is told that the answer is there.
async fn landed(office: &Office, cursor: &mut Cursor) {
    let events = office.service.next_events(cursor).await.unwrap();
    assert!(
        events.iter().all(|event| event.kind == EventKind::Figures),
        "{events:?}"
    );
}

#[tokio::test]
async fn a_page_comes_when_the_tenant_is_down_and_nothing_is_known() {
    let office = Office::open().await;
    office.tenant.fails(Line::DevicesOf, down());
    let since = office.now();
    for _ in 0..3 {
        let page = office.service.overview(&robin()).await.unwrap();
        let trouble = page.freshness.trouble.unwrap();
        assert_eq!((trouble.kind, trouble.since), (TroubleKind::Down, since));
        assert_eq!(page.freshness.fetched_at, None);
        assert!(page.devices.is_empty());
        office.clock.advance(seconds(REST));
    }
    let page = office.service.device_page(&robin(), &uid(LAPTOP)).await;
    assert!(
        matches!(page, Err(PageError::Unavailable { trouble, .. }) if trouble.since == since),
        "{page:?}"
    );
}

#[tokio::test]
async fn nothing_starts_while_nobody_knows_whose_device_it_is() {
    let office = Office::open().await;
    office.tenant.fails(Line::DevicesOf, down());
    let answer = office
        .service
        .start(&robin(), press(1, LAPTOP, "free-space"))
        .await;
    assert!(matches!(answer, Err(StartError::Unavailable(trouble)) if trouble.kind == TroubleKind::Down));
    office.dispatch().await;
    assert!(office.executions_of(&robin()).await.is_empty());
    assert!(office.tenant.triggers().is_empty());
}

#[tokio::test]
async fn a_tenant_in_trouble_is_not_asked_by_every_page() {
    let office = Office::open().await;
    office.tenant.fails(Line::DevicesOf, down());
    for _ in 0..10 {
        office.service.overview(&robin()).await.unwrap();
    }
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 1);
    office.clock.advance(seconds(REST));
    office.service.overview(&robin()).await.unwrap();
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 2);
}

#[tokio::test]
async fn what_was_known_is_shown_with_its_age_until_the_tenant_is_back() {
    let office = Office::open().await;
    let known = office.now();
    office.service.overview(&robin()).await.unwrap();
    let mut cursor = office.service.listen(&robin(), None);

    office.clock.advance(seconds(FRESH + 1));
    office.tenant.fails(Line::DevicesOf, down());
    let since = office.now();
    let page = office.service.overview(&robin()).await.unwrap();
    assert_eq!(
        (page.devices.len(), page.freshness.pending),
        (3, true),
        "it does not wait for news"
    );
    landed(&office, &mut cursor).await;
    let page = office.service.overview(&robin()).await.unwrap();
    assert_eq!((page.devices.len(), page.freshness.pending), (3, false));
    assert_eq!(page.freshness.fetched_at, Some(known));
    assert_eq!(page.freshness.trouble.unwrap().since, since);
    assert_eq!(
        page.devices[0].score.as_ref().unwrap().source,
        domain::Source::Cache
    );
    assert!(office.service.device_page(&robin(), &uid(LAPTOP)).await.is_ok());

    office.clock.advance(seconds(REST));
    office.tenant.recovers(Line::DevicesOf);
    office.tenant.reads(reading(LAPTOP, office.now()));
    assert!(office.service.overview(&robin()).await.unwrap().freshness.pending);
    landed(&office, &mut cursor).await;
    let page = office.service.overview(&robin()).await.unwrap();
    assert_eq!(page.freshness.fetched_at, Some(office.now()));
    assert_eq!(page.freshness.trouble, None);
    assert_eq!(page.devices[0].device.last_seen, office.now());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_pages_at_once_are_one_question() {
    let office = Office::open().await;
    let views = || {
        let service = office.service.clone();
        let views = (0..50).map(move |_| {
            let service = service.clone();
            tokio::spawn(async move { service.overview(&robin()).await.unwrap() })
        });
        join_all(views.collect::<Vec<_>>())
    };
    for page in views().await {
        assert_eq!(page.unwrap().devices.len(), 3);
    }
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 1);

    // And again when what is known is no longer fresh: everybody gets it, and one asks.
    let mut cursor = office.service.listen(&robin(), None);
    office.clock.advance(seconds(FRESH + 1));
    for page in views().await {
        assert_eq!(page.unwrap().devices.len(), 3);
    }
    landed(&office, &mut cursor).await;
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 2);
}

#[tokio::test]
async fn a_page_does_not_wait_for_a_tenant_that_hangs() {
    let office = Office::open().await;
    let mut cursor = office.service.listen(&robin(), None);
    let gate = office.tenant.hangs(Line::DevicesOf);
    let page = office.service.overview(&robin()).await.unwrap();
    assert_eq!((page.devices.len(), page.freshness.pending), (0, true));
    assert_eq!(page.freshness.trouble, None);
    drop(gate);
    landed(&office, &mut cursor).await;
    let page = office.service.overview(&robin()).await.unwrap();
    assert_eq!((page.devices.len(), page.freshness.pending), (3, false));
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 1);
}

#[tokio::test]
async fn a_device_page_comes_without_its_history() {
    let office = Office::open().await;
    office.tenant.fails(Line::Daily, down());
    let page = office.service.device_page(&robin(), &uid(LAPTOP)).await.unwrap();
    assert!(page.sections[0].figures.iter().all(|view| view.trend.is_empty()));
    assert_eq!(page.freshness.trouble, None, "the figures themselves are there");
}

#[tokio::test]
async fn a_tenant_that_asks_to_wait_is_left_alone() {
    let office = Office::open().await;
    let since = office.now();
    let throttled = TenantError {
        retry_after: Some(Duration::from_secs(30)),
        ..error(TroubleKind::Throttled)
    };
    office.tenant.fails_once(Line::DevicesOf, throttled);
    for _ in 0..5 {
        let trouble = office
            .service
            .overview(&robin())
            .await
            .unwrap()
            .freshness
            .trouble
            .unwrap();
        assert_eq!(
            (trouble.kind, trouble.since),
            (TroubleKind::Throttled, since),
            "since it began"
        );
        office.clock.advance(seconds(REST));
    }
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 1);
    office.clock.advance(seconds(30));
    assert_eq!(office.service.overview(&robin()).await.unwrap().devices.len(), 3);
}

#[tokio::test]
async fn what_nobody_could_check_for_long_starts_nothing() {
    let office = Office::open().await;
    office.service.overview(&robin()).await.unwrap();
    office.tenant.fails(Line::DevicesOf, down());
    office.clock.advance(minutes(59));
    office.start(&robin(), press(1, LAPTOP, "free-space")).await;
    office.clock.advance(minutes(2));
    let answer = office
        .service
        .start(&robin(), press(2, LAPTOP, "clear-cache"))
        .await;
    assert!(matches!(answer, Err(StartError::Unavailable(_))), "{answer:?}");
    // The page still shows what was known.
    assert_eq!(office.service.overview(&robin()).await.unwrap().devices.len(), 3);
}

#[tokio::test]
async fn who_looks_ten_times_is_told_once() {
    let office = Office::open().await;
    office.service.overview(&robin()).await.unwrap();
    let mut cursor = office.service.listen(&robin(), None);
    office.clock.advance(seconds(FRESH + 1));
    let gate = office.tenant.hangs(Line::DevicesOf);
    for _ in 0..10 {
        assert!(office.service.overview(&robin()).await.unwrap().freshness.pending);
    }
    drop(gate);
    landed(&office, &mut cursor).await;
    let mark = office.mark().await;
    let heard = office.service.next_events(&mut cursor).await.unwrap();
    assert_eq!(heard.iter().map(|event| event.id).collect::<Vec<_>>(), [mark]);
}

#[tokio::test]
async fn figures_that_were_asked_before_a_fix_do_not_count_as_fresh() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    let mut cursor = office.service.listen(&robin(), None);
    office.clock.advance(seconds(FRESH + 1));
    let gate = office.tenant.hangs(Line::DevicesOf);
    assert!(office.service.overview(&robin()).await.unwrap().freshness.pending);
    // The page's question is under way while the fix ends.
    office.tenant.was_called(Line::DevicesOf, 2).await;
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    drop(gate);
    while !matches!(
        office
            .service
            .next_events(&mut cursor)
            .await
            .unwrap()
            .last()
            .unwrap()
            .kind,
        EventKind::Figures
    ) {}
    assert!(office.service.overview(&robin()).await.unwrap().freshness.pending);
    landed(&office, &mut cursor).await;
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 3);
    assert!(!office.service.overview(&robin()).await.unwrap().freshness.pending);
}

#[tokio::test]
async fn what_another_process_has_fixed_is_asked_again_here() {
    let office = Office::open().await;
    let other = office.another().await;
    other.overview(&robin()).await.unwrap();
    let asked = office.tenant.calls(Line::DevicesOf).len();
    other.overview(&robin()).await.unwrap();
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), asked, "it is fresh");
    office.done(1, "clear-cache").await;
    let asked = office.tenant.calls(Line::DevicesOf).len();
    other.overview(&robin()).await.unwrap();
    office.tenant.was_called(Line::DevicesOf, asked + 1).await;
}

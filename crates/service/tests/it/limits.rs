//! What is asked of the tenant is counted, and what was not.

use std::time::Duration;

use domain::Lookup;
use service::{CallKind, TenantError, TroubleKind, view::LimitsPage};

use crate::support::{Line, Office, admin, error, minutes, press, robin, seconds};

fn page(office: &Office) -> LimitsPage {
    office.service.limits_page(&admin())
}

fn calls(page: &LimitsPage, kind: CallKind) -> (u64, u64, u64, u64) {
    let line = page.lines.iter().find(|line| line.kind == kind).unwrap();
    let counts = line.counts;
    (counts.minute, counts.hour, counts.total, counts.refused)
}

#[tokio::test]
async fn every_call_is_counted_by_what_it_is_for() {
    let office = Office::open().await;
    assert_eq!(page(&office).since, office.now());
    office.service.overview(&robin()).await.unwrap();
    office.service.overview(&robin()).await.unwrap();
    assert_eq!(
        calls(&page(&office), CallKind::Devices),
        (1, 1, 1, 0),
        "the second is served from memory"
    );
    office.start(&robin(), press(1, 1, "clear-cache")).await;
    office.dispatch().await;
    office.watch().await;
    let claimed = domain::Claimed {
        by: domain::Identifier::Other(Lookup::Email),
        value: "x@example.com".into(),
        name: None,
        email: None,
        standing: domain::Standing::default(),
    };
    office.service.identify(claimed).await.unwrap_err();
    office.clock.advance(minutes(1));
    let page = page(&office);
    for kind in [
        CallKind::Devices,
        CallKind::Trigger,
        CallKind::Sightings,
        CallKind::Users,
    ] {
        assert_eq!(calls(&page, kind), (0, 1, 1, 0), "{kind:?}");
    }
    assert_eq!(calls(&page, CallKind::History), (0, 0, 0, 0));
    assert_eq!(
        (page.stale, page.paused_until, page.nql.per_second),
        (0, None, None)
    );
}

#[tokio::test]
async fn what_the_tenant_refuses_and_what_is_not_asked_then_is_counted() {
    let office = Office::open().await;
    office.service.overview(&robin()).await.unwrap();
    office.clock.advance(minutes(2));
    let wait = TenantError {
        retry_after: Some(Duration::from_secs(60)),
        ..error(TroubleKind::Throttled)
    };
    office.tenant.fails_once(Line::DevicesOf, wait);
    office.service.overview(&robin()).await.unwrap();
    office.tenant.was_called(Line::DevicesOf, 2).await;
    let until = office.now() + seconds(60);
    // The answer is taken by a flight of its own.
    while page(&office).paused_until.is_none() {
        tokio::task::yield_now().await;
    }
    let refused = page(&office);
    assert_eq!(refused.paused_until, Some(until));
    assert_eq!(calls(&refused, CallKind::Devices), (1, 2, 2, 1));
    assert_eq!(refused.stale, 1, "what was known before was served");
    let trouble = refused.lines.iter().find_map(|line| line.trouble);
    assert_eq!(trouble.unwrap().kind, TroubleKind::Throttled);

    office.clock.advance(seconds(10));
    office.service.overview(&robin()).await.unwrap();
    while page(&office).nql.counts.given_up == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(calls(&page(&office), CallKind::Devices).2, 2, "nothing was asked");
    office.clock.advance(seconds(50));
    assert_eq!(page(&office).paused_until, None);
}

#[tokio::test]
async fn whoever_waits_for_a_budget_is_counted_while_they_wait() {
    let office = Office::open().await;
    let service = office.another_with(std::num::NonZeroU32::new(1)).await;
    for (number, remedy) in [(1, "clear-cache"), (2, "restart-apps")] {
        service.start(&robin(), press(number, 1, remedy)).await.unwrap();
    }
    let page = || service.limits_page(&admin()).triggers;
    assert_eq!((page().next_free, page().counts.taken_at), (None, None));
    let due = service.due(16).await.unwrap();
    let sending = due.into_iter().map(|lease| {
        let service = service.clone();
        async move { service.send(lease).await }
    });
    let sending = tokio::spawn(futures::future::join_all(sending));
    while page().counts.waiting == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!((page().counts.waiting, page().counts.waited), (1, 1));
    assert!(page().next_free.unwrap() > office.now());
    for sent in sending.await.unwrap() {
        sent.unwrap();
    }
    assert_eq!((page().counts.waiting, page().counts.waited), (0, 1));
}

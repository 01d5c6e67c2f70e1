//! How often the tenant is asked is counted for everybody, and the urgent go first.

use std::{num::NonZeroU32, time::Duration};

use domain::Lookup;
use futures::FutureExt as _;
use service::{
    Api, CallKind, CallOutcome, Limits, Rates, Service, TenantError, TroubleKind,
    view::{BudgetView, LimitsPage},
};

use crate::support::{
    Line, Office, admin, down, error, kim, minutes, one_a_second, one_action_a_second, press, robin, seconds,
};

async fn page(service: &Service) -> LimitsPage {
    service.limits_page(&admin()).await.unwrap()
}

async fn budget(service: &Service, api: Api) -> BudgetView {
    let budgets = service.budgets().await.unwrap();
    *budgets.iter().find(|view| view.api == api).unwrap()
}

fn calls(page: &LimitsPage, kind: CallKind) -> (u64, u64, u64, u64) {
    let line = page.lines.iter().find(|line| line.kind == kind).unwrap();
    let counts = line.counts;
    (counts.minute, counts.hour, counts.total, counts.refused)
}

fn queries(rates: Rates) -> Limits {
    Limits {
        nql: rates,
        ..Limits::default()
    }
}

#[tokio::test]
async fn a_call_is_let_through_when_it_can_leave() {
    let office = Office::open().await;
    let service = office.another_with(queries(one_a_second())).await;
    let gate = office.tenant.hangs(Line::Prepare);
    let looking = tokio::spawn({
        let service = service.clone();
        async move { service.overview(&robin()).await.unwrap() }
    });
    office.tenant.was_called(Line::Prepare, 1).await;
    assert_eq!(budget(&service, Api::Nql).await.used, 0);
    drop(gate);
    looking.await.unwrap();
    office.tenant.was_called(Line::DevicesOf, 1).await;
    assert_eq!(budget(&service, Api::Nql).await.used, 1);
}

#[tokio::test]
async fn nothing_is_made_ready_for_a_tenant_that_is_left_alone() {
    let office = Office::open().await;
    office.tenant.fails(Line::DevicesOf, down());
    while budget(&office.service, Api::Nql).await.down_until.is_none() {
        office.service.overview(&robin()).await.unwrap();
        office.clock.advance(seconds(5));
    }
    let made_ready = office.tenant.calls(Line::Prepare).len();
    assert_eq!(made_ready, office.tenant.calls(Line::DevicesOf).len());
    office.service.overview(&kim()).await.unwrap();
    assert_eq!(office.tenant.calls(Line::Prepare).len(), made_ready);
}

#[tokio::test]
async fn every_call_is_counted_by_what_it_is_for() {
    let office = Office::open().await;
    assert_eq!(page(&office.service).await.since, office.now());
    office.service.overview(&robin()).await.unwrap();
    office.service.overview(&robin()).await.unwrap();
    assert_eq!(
        calls(&page(&office.service).await, CallKind::Devices),
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
    let page = page(&office.service).await;
    for kind in [
        CallKind::Devices,
        CallKind::Trigger,
        CallKind::Sightings,
        CallKind::Users,
    ] {
        assert_eq!(calls(&page, kind), (0, 1, 1, 0), "{kind:?}");
    }
    assert_eq!(calls(&page, CallKind::History), (0, 0, 0, 0));
    assert_eq!(page.stale, 0);
    for view in page.budgets {
        let held = (view.rates, view.slower, view.paused_until, view.next_free);
        assert_eq!(held, (Rates::default(), 1, None, None), "{:?}", view.api);
    }
}

#[tokio::test]
async fn how_long_a_call_took_is_counted_by_what_came_of_it() {
    let office = Office::open().await;
    let counted = |kind, outcome| office.service.call_durations(kind, outcome);
    let gate = office.tenant.hangs(Line::DevicesOf);
    let service = office.service.clone();
    let look = tokio::spawn(async move { service.overview(&robin()).await.map(drop) });
    office.tenant.was_called(Line::DevicesOf, 1).await;
    office.clock.advance(seconds(2));
    drop(gate);
    drop(look.await.unwrap());
    while counted(CallKind::Devices, CallOutcome::Answered).count == 0 {
        tokio::task::yield_now().await;
    }
    let took = counted(CallKind::Devices, CallOutcome::Answered);
    assert_eq!((took.count, took.seconds), (1, 2.0));
    let within: Vec<_> = took.up_to.iter().map(|(_, count)| *count).collect();
    assert_eq!(within, [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1], "up to 2.5 s");

    let outcomes = [
        (TroubleKind::Throttled, CallOutcome::Refused),
        (TroubleKind::NoPermission, CallOutcome::Rejected),
        (TroubleKind::Down, CallOutcome::Unanswered),
        (TroubleKind::BrokenAnswer, CallOutcome::Unreadable),
    ];
    for (kind, outcome) in outcomes {
        let office = Office::open().await;
        office.tenant.fails_once(Line::Trigger, error(kind));
        office.start(&robin(), press(1, 1, "clear-cache")).await;
        office.dispatch().await;
        let counted = CallOutcome::ALL.map(|outcome| {
            let counted = office.service.call_durations(CallKind::Trigger, outcome);
            (outcome, counted.count)
        });
        let expected = CallOutcome::ALL.map(|each| (each, u64::from(each == outcome)));
        assert_eq!(counted, expected, "{kind:?}");
    }
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
    while budget(&office.service, Api::Nql).await.paused_until.is_none() {
        tokio::task::yield_now().await;
    }
    let refused = budget(&office.service, Api::Nql).await;
    assert_eq!((refused.paused_until, refused.slower), (Some(until), 2));
    let said = page(&office.service).await;
    assert_eq!(calls(&said, CallKind::Devices), (1, 2, 2, 1));
    assert_eq!(said.stale, 1, "what was known before was served");
    while page(&office.service)
        .await
        .lines
        .iter()
        .all(|line| line.trouble.is_none())
    {
        tokio::task::yield_now().await;
    }
    let trouble = page(&office.service)
        .await
        .lines
        .iter()
        .find_map(|line| line.trouble);
    assert_eq!(trouble.unwrap().kind, TroubleKind::Throttled);

    office.clock.advance(seconds(10));
    office.service.overview(&robin()).await.unwrap();
    while budget(&office.service, Api::Nql).await.counts.given_up == 0 {
        tokio::task::yield_now().await;
    }
    let said = page(&office.service).await;
    assert_eq!(calls(&said, CallKind::Devices).2, 2, "nothing was asked");
    office.clock.advance(seconds(50));
    assert_eq!(budget(&office.service, Api::Nql).await.paused_until, None);
}

#[tokio::test]
async fn a_429_narrows_what_every_process_asks() {
    let office = Office::open().await;
    let other = office.another_with(queries(one_a_second())).await;
    office
        .tenant
        .fails_once(Line::DevicesOf, error(TroubleKind::Throttled));
    office.service.overview(&robin()).await.unwrap();
    let view = budget(&other, Api::Nql).await;
    assert_eq!((view.slower, view.paused_until), (2, None));
    other.overview(&robin()).await.unwrap();
    let next = budget(&other, Api::Nql).await.next_free.unwrap();
    assert_eq!(next, office.now() + jiff::SignedDuration::from_millis(2_180));
    office.clock.advance(minutes(3));
    assert_eq!(budget(&other, Api::Nql).await.slower, 1, "it reopens by itself");
}

#[tokio::test]
async fn whoever_waits_for_a_budget_is_counted_while_they_wait() {
    let office = Office::open().await;
    let service = office.another_with(one_action_a_second()).await;
    for (number, remedy) in [(1, "clear-cache"), (2, "restart-apps")] {
        service.start(&robin(), press(number, 1, remedy)).await.unwrap();
    }
    let view = || budget(&service, Api::RemoteActions);
    assert_eq!(view().await.next_free, None);
    let due = service.due(16).await.unwrap();
    let sending = due.into_iter().map(|lease| {
        let service = service.clone();
        async move { service.send(lease).await }
    });
    let sending = tokio::spawn(futures::future::join_all(sending));
    while view().await.counts.waiting == 0 {
        tokio::task::yield_now().await;
    }
    let waiting = view().await;
    assert_eq!((waiting.counts.waiting, waiting.counts.waited), (1, 1));
    assert!(waiting.next_free.unwrap() > office.now());
    office.tenant.was_called(Line::Trigger, 1).await;
    office.clock.advance(seconds(2));
    for sent in sending.await.unwrap() {
        sent.unwrap();
    }
    let waited = view().await.counts;
    assert_eq!((waited.waiting, waited.waited), (0, 1));
    assert_eq!(view().await.used, 2);
}

#[tokio::test]
async fn a_days_calls_outlive_a_restart_and_are_those_of_all() {
    let office = Office::open().await;
    let limits = queries(Rates {
        per_day: NonZeroU32::new(2),
        ..Rates::default()
    });
    office
        .another_with(limits)
        .await
        .overview(&robin())
        .await
        .unwrap();
    let restarted = office.another_with(limits).await;
    restarted.overview(&robin()).await.unwrap();
    assert_eq!(budget(&restarted, Api::Nql).await.used, 2);
    let other = office.another_with(limits).await;
    let overview = other.overview(&kim()).await.unwrap();
    let trouble = overview.freshness.trouble.unwrap();
    assert_eq!(trouble.kind, TroubleKind::Throttled, "and that at once");
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 2);
    office.clock.advance(minutes(25 * 60));
    let overview = other.overview(&kim()).await.unwrap();
    assert!(overview.freshness.trouble.is_none());
}

#[tokio::test]
async fn a_page_goes_before_what_is_followed() {
    let office = Office::open().await;
    let service = office.another_with(queries(one_a_second())).await;
    office.sent(1, "clear-cache").await;
    service.overview(&robin()).await.unwrap();
    let watching = tokio::spawn({
        let service = service.clone();
        async move { service.watch_once().await.unwrap() }
    });
    let waiting = async |count| {
        while budget(&service, Api::Nql).await.counts.waiting < count {
            tokio::task::yield_now().await;
        }
    };
    waiting(1).await;
    let looking = tokio::spawn({
        let service = service.clone();
        async move { service.overview(&kim()).await }
    });
    waiting(2).await;
    let asked_before = office.tenant.calls(Line::Sightings).len();
    office.clock.advance(seconds(2));
    looking.await.unwrap().unwrap();
    assert_eq!(
        office.tenant.calls(Line::Sightings).len(),
        asked_before,
        "the watcher came first and waits on"
    );
    office.clock.advance(seconds(2));
    watching.await.unwrap();
    assert_eq!(office.tenant.calls(Line::Sightings).len(), asked_before + 1);
}

#[tokio::test]
async fn a_tenant_that_is_down_is_asked_by_one_now_and_then() {
    let office = Office::open().await;
    office.tenant.fails(Line::DevicesOf, down());
    let mut asked_after = Vec::new();
    for second in (0..60).step_by(5) {
        let before = office.tenant.calls(Line::DevicesOf).len();
        let page = office.service.overview(&robin()).await.unwrap();
        assert_eq!(page.freshness.trouble.unwrap().kind, TroubleKind::Down);
        if office.tenant.calls(Line::DevicesOf).len() > before {
            asked_after.push(second);
        }
        office.clock.advance(seconds(5));
    }
    assert_eq!(asked_after, [0, 5, 10, 15, 25, 45]);
    office.tenant.recovers(Line::DevicesOf);
    office.clock.advance(seconds(30));
    let page = office.service.overview(&robin()).await.unwrap();
    assert!(page.freshness.trouble.is_none());
}

#[tokio::test]
async fn what_is_not_sent_because_the_tenant_is_down_is_sent_when_it_is_back() {
    let office = Office::open().await;
    office.tenant.fails(Line::Trigger, down());
    let run = office.queued(1, "clear-cache").await;
    for _ in 0..6 {
        office.clock.advance(seconds(10));
        office.dispatch().await;
    }
    assert_eq!(
        office.tenant.calls(Line::Trigger).len(),
        5,
        "the last time nobody asks"
    );
    assert!(
        budget(&office.service, Api::RemoteActions)
            .await
            .down_until
            .is_some()
    );
    office.tenant.recovers(Line::Trigger);
    office.clock.advance(minutes(2));
    office.dispatch().await;
    assert_eq!(office.state(&run).await, domain::State::Sent);
    assert!(
        budget(&office.service, Api::RemoteActions)
            .await
            .down_until
            .is_none()
    );
    assert!(office.service.something_to_watch().now_or_never().is_some());
}

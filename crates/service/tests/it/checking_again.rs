//! An employee has Nexthink asked again: once for all tabs, honestly, and without moving the time of anything.

use std::time::Duration;

use service::{
    CheckAgainError, Checked, EventKind, TenantError, TroubleKind,
    view::{DevicePage, Hold, ReportsEvery},
};

use crate::support::{
    KIM_S, LAPTOP, Line, Office, catalogue, down, error, kim, minutes, reading, robin, seconds, uid,
};

/// Whoever has just asked waits so long.
const REST: i64 = 30;

async fn page(office: &Office) -> DevicePage {
    office.service.device_page(&robin(), &uid(LAPTOP)).await.unwrap()
}

async fn check(office: &Office) -> Result<Checked, CheckAgainError> {
    office.service.check_again(&robin(), &uid(LAPTOP)).await
}

#[tokio::test]
async fn fresh_figures_come_and_every_open_page_is_told() {
    let office = Office::open().await;
    let before = page(&office).await;
    office.clock.advance(seconds(REST + 1));
    office.tenant.reads(reading(LAPTOP, office.now()));
    let mut cursor = office.service.listen(&robin(), None);
    assert_eq!(check(&office).await.unwrap(), Checked::Fresh);
    let told = office.service.next_events(&mut cursor).await.unwrap();
    assert_eq!(
        told.iter().map(|event| &event.kind).collect::<Vec<_>>(),
        [&EventKind::Figures]
    );
    let after = page(&office).await;
    assert_eq!(after.freshness.fetched_at, Some(office.now()));
    assert_eq!(after.again.reported_at, office.now());
    assert!(before.again.reported_at < after.again.reported_at);
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 2);
}

#[tokio::test]
async fn whoever_has_just_asked_waits_and_sees_for_how_long() {
    let office = Office::open().await;
    let asked = office.now();
    let until = asked + seconds(REST);
    assert_eq!(page(&office).await.again.hold, Some(Hold::JustAsked { until }));
    office.clock.advance(seconds(REST - 1));
    let refused = check(&office).await;
    assert!(
        matches!(refused, Err(CheckAgainError::NotNow(Hold::JustAsked { until: said })) if said == until)
    );
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 1);
    office.clock.advance(seconds(1));
    assert_eq!(page(&office).await.again.hold, None);
    assert_eq!(check(&office).await.unwrap(), Checked::Fresh);
}

#[tokio::test]
async fn a_refresh_that_fails_says_so_and_moves_no_time() {
    let office = Office::open().await;
    let before = page(&office).await;
    office.clock.advance(seconds(REST));
    office.tenant.fails(Line::DevicesOf, down());
    let failed = check(&office).await;
    assert!(
        matches!(failed, Err(CheckAgainError::Unavailable(trouble)) if trouble.kind == TroubleKind::Down)
    );
    let after = page(&office).await;
    assert_eq!(after.freshness.fetched_at, before.freshness.fetched_at);
    assert_eq!(after.again.reported_at, before.again.reported_at);
    let times = |page: &DevicePage| -> Vec<_> {
        let figures = page.sections.iter().flat_map(|section| &section.figures);
        figures.map(|view| view.figure.as_of).collect()
    };
    assert!(!times(&after).is_empty());
    assert_eq!(times(&after), times(&before));
    assert!(after.freshness.trouble.is_some());
}

#[tokio::test]
async fn what_is_somebody_elses_cannot_be_asked_about() {
    let office = Office::open().await;
    page(&office).await;
    office.clock.advance(seconds(REST));
    for unknown in [KIM_S, 99] {
        let refused = office.service.check_again(&robin(), &uid(unknown)).await;
        assert!(matches!(refused, Err(CheckAgainError::NotFound)), "{refused:?}");
    }
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 1, "nothing was asked");
    // What was theirs until this very answer is not shown to them either.
    office.tenant.owns(kim().id(), &[]);
    let refused = office.service.check_again(&kim(), &uid(KIM_S)).await;
    assert!(matches!(refused, Err(CheckAgainError::NotFound)), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_tabs_ask_once() {
    let office = Office::open().await;
    page(&office).await;
    office.clock.advance(seconds(REST));
    let gate = office.tenant.hangs(Line::DevicesOf);
    let presses: Vec<_> = (0..8)
        .map(|_| {
            let service = office.service.clone();
            tokio::spawn(async move { service.check_again(&robin(), &uid(LAPTOP)).await })
        })
        .collect();
    office.tenant.was_called(Line::DevicesOf, 2).await;
    assert_eq!(page(&office).await.again.hold, Some(Hold::Asking));
    drop(gate);
    for press in presses {
        let checked = press.await.unwrap();
        // Whoever was so late that the answer was there is told that it was asked just now.
        assert!(
            matches!(checked, Ok(Checked::Fresh) | Err(CheckAgainError::NotNow(_))),
            "{checked:?}"
        );
    }
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 2);
}

#[tokio::test]
async fn a_budget_that_is_used_up_is_named_with_its_end() {
    let office = Office::open().await;
    page(&office).await;
    office.clock.advance(seconds(REST));
    let throttled = TenantError {
        retry_after: Some(Duration::from_secs(90)),
        ..error(TroubleKind::Throttled)
    };
    office.tenant.fails_once(Line::DevicesOf, throttled);
    let until = office.now() + seconds(90);
    let refused = check(&office).await;
    assert!(
        matches!(refused, Err(CheckAgainError::Unavailable(trouble)) if trouble.kind == TroubleKind::Throttled)
    );
    office.clock.advance(seconds(10));
    let page = page(&office).await;
    assert_eq!(page.again.hold, Some(Hold::Budget { until }));
    let refused = check(&office).await;
    assert!(matches!(refused, Err(CheckAgainError::NotNow(Hold::Budget { until: said })) if said == until));
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 2);
    // Every page knows when it is asked again.
    let home = office.service.overview(&robin()).await.unwrap();
    assert_eq!(home.freshness.again_at, Some(until));
}

#[tokio::test]
async fn a_rhythm_is_learnt_or_configured_and_never_made_up() {
    let office = Office::open().await;
    assert_eq!(page(&office).await.again.every, None);
    assert_eq!(page(&office).await.again.next_report(), None);
    let mut known = catalogue();
    known.reports_every = Some(minutes(15));
    let configured = office.service.with_catalogue(known.into());
    let said = configured
        .device_page(&robin(), &uid(LAPTOP))
        .await
        .unwrap()
        .again;
    assert_eq!(said.every, Some(ReportsEvery::Usual(minutes(15))));
    assert_eq!(said.next_report(), Some(said.reported_at + minutes(15)));
    // It reports every ten minutes, and is looked at in between.
    for minute in 1..=25 {
        office.clock.advance(minutes(1));
        if minute % 10 == 0 {
            office.tenant.reads(reading(LAPTOP, office.now()));
        }
        check(&office).await.unwrap();
    }
    let learnt = page(&office).await.again;
    assert_eq!(learnt.every, Some(ReportsEvery::Learnt(minutes(10))));
    assert_eq!(learnt.next_report(), Some(learnt.reported_at + minutes(10)));
}

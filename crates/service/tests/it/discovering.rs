//! Everybody's devices are learned at once, and pages show them without asking.

use std::num::NonZeroU32;

use service::{
    Begun, Directory as _, DirectorySet, Employee, EventKind, ExportState, FleetPart, Limits, Rates, Service,
    StartError, Store as _, TroubleKind,
};

use crate::support::{
    KIM_S, LAPTOP, Line, MAC, Office, SHARED, down, error, kim, minutes, press, reading, robin, seconds, uid,
};

/// A company that is larger than what is asked about live.
const LARGE: u64 = 0;
const SMALL: u64 = 500;

async fn devices(service: &Service, employee: &Employee) -> Vec<domain::CollectorUid> {
    let page = service.overview(employee).await.unwrap();
    let devices = page.devices.into_iter();
    devices.map(|summary| summary.device.uid).collect()
}

async fn two_processes(office: &Office) -> (Service, Service) {
    (
        office.another_that_discovers(LARGE).await,
        office.another_that_discovers(LARGE).await,
    )
}

fn asked(office: &Office) -> usize {
    office.tenant.calls(Line::DevicesOf).len()
}

#[tokio::test]
async fn four_exports_an_hour_answer_for_everybody() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    let as_of = office.now();
    let wait = service.discover_once().await.unwrap();
    assert_eq!(wait.as_secs(), 60, "another process may have learned something");
    assert_eq!(office.tenant.calls(Line::StartExport).len(), 4);
    office.clock.advance(minutes(30));
    assert_eq!(
        devices(&service, &robin()).await,
        [uid(LAPTOP), uid(MAC), uid(SHARED)]
    );
    assert_eq!(devices(&service, &kim()).await, [uid(SHARED), uid(KIM_S)]);
    let page = service.overview(&robin()).await.unwrap();
    assert_eq!(
        page.freshness.fetched_at,
        Some(as_of),
        "figures are as old as they are"
    );
    assert_eq!(asked(&office), 0);
    service.discover_once().await.unwrap();
    assert_eq!(
        office.tenant.calls(Line::StartExport).len(),
        4,
        "not before its time"
    );
    office.clock.advance(minutes(30));
    service.discover_once().await.unwrap();
    assert_eq!(office.tenant.calls(Line::StartExport).len(), 8);
    let page = service.overview(&robin()).await.unwrap();
    assert_eq!(
        page.freshness.fetched_at,
        Some(office.now()),
        "the new one counts"
    );
    assert_eq!(asked(&office), 0);
}

#[tokio::test]
async fn a_small_company_is_asked_about_live() {
    let office = Office::open().await;
    let service = office.another_that_discovers(SMALL).await;
    service.discover_once().await.unwrap();
    service.overview(&robin()).await.unwrap();
    assert_eq!(asked(&office), 1);
    office.tenant.fails(Line::DevicesOf, down());
    let page = service.overview(&kim()).await.unwrap();
    assert_eq!(page.devices.len(), 2, "the directory is better than nothing");
    assert_eq!(page.freshness.trouble.unwrap().kind, TroubleKind::Down);
}

#[tokio::test]
async fn whoever_is_not_in_it_is_asked_about_and_then_known() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    office.tenant.owns(kim().id(), &[]);
    service.discover_once().await.unwrap();
    assert!(devices(&service, &kim()).await.is_empty());
    assert!(devices(&service, &kim()).await.is_empty());
    assert_eq!(asked(&office), 1);
    office.tenant.owns(kim().id(), &[uid(KIM_S)]);
    office.clock.advance(minutes(10));
    service.overview(&kim()).await.unwrap();
    office.tenant.was_called(Line::DevicesOf, 2).await;
    while devices(&service, &kim()).await.is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(asked(&office), 2);
}

#[tokio::test]
async fn a_fix_may_run_on_what_an_hour_ago_was_theirs_and_not_on_what_was_later() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    service.discover_once().await.unwrap();
    office.clock.advance(minutes(59));
    service
        .start(&robin(), press(1, LAPTOP, "clear-cache"))
        .await
        .unwrap();
    assert_eq!(asked(&office), 0);
    office.clock.advance(minutes(2));
    office.tenant.owns(robin().id(), &[uid(LAPTOP)]);
    let answer = service.start(&robin(), press(2, SHARED, "clear-cache")).await;
    assert!(matches!(answer, Err(StartError::NotFound)), "{answer:?}");
    assert_eq!(asked(&office), 1);
}

#[tokio::test]
async fn a_name_at_the_last_log_on_proves_nothing() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    let mut last = reading(9, office.now());
    last.device.last_user = format!("name of {}", robin().id());
    office.tenant.reads(last);
    service.discover_once().await.unwrap();
    assert!(devices(&service, &robin()).await.contains(&uid(9)), "it is shown");
    let answer = service.start(&robin(), press(1, 9, "clear-cache")).await;
    assert!(matches!(answer, Err(StartError::NotFound)), "{answer:?}");
    assert_eq!(asked(&office), 1, "Nexthink had the word");
}

#[tokio::test]
async fn after_three_failures_it_is_down_and_what_is_known_is_kept() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    service.discover_once().await.unwrap();
    office.clock.advance(minutes(60));
    office
        .tenant
        .fails(Line::StartExport, error(TroubleKind::Misconfigured));
    for (calls, wait) in [(5, 60), (6, 120), (7, 3_600)] {
        service.discover_once().await.unwrap();
        assert_eq!(office.tenant.calls(Line::StartExport).len(), calls);
        assert_eq!(service.directory_state().source_down, calls == 7);
        service.discover_once().await.unwrap();
        assert_eq!(
            office.tenant.calls(Line::StartExport).len(),
            calls,
            "it waits {wait} s"
        );
        if calls < 7 {
            office.clock.advance(seconds(wait));
        }
    }
    let (set, hold) = (DirectorySet::Devices, minutes(10));
    let begun = office.store.begin_generation(set, "feed", hold, office.now());
    assert_eq!(
        begun.await.unwrap(),
        Begun::New,
        "a feed finds nothing in its way"
    );
    office.store.give_up(set, "feed").await.unwrap();
    assert_eq!(devices(&service, &robin()).await.len(), 3);
    assert_eq!(asked(&office), 0, "it is young enough");
    office.clock.advance(minutes(30));
    service.overview(&robin()).await.unwrap();
    office.tenant.was_called(Line::DevicesOf, 1).await;
    office.tenant.recovers(Line::StartExport);
    office.clock.advance(minutes(30));
    service.discover_once().await.unwrap();
    assert!(!service.directory_state().source_down);
}

#[tokio::test]
async fn whoever_goes_on_asks_for_no_export_again() {
    let office = Office::open().await;
    let first = office.another_that_discovers(LARGE).await;
    office.tenant.exports(FleetPart::MacDevices, ExportState::Running);
    let dying = tokio::spawn(async move { first.discover_once().await });
    office.tenant.was_called(Line::ExportState, 3).await;
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());
    assert_eq!(office.tenant.calls(Line::StartExport).len(), 3);
    office
        .tenant
        .exports(FleetPart::MacDevices, ExportState::Ready { truncated: false });
    office.clock.advance(minutes(1));
    let next = office.another_that_discovers(LARGE).await;
    next.discover_once().await.unwrap();
    assert_eq!(
        office.tenant.calls(Line::StartExport).len(),
        4,
        "only the last one was missing"
    );
    assert_eq!(
        office.tenant.calls(Line::ExportFile).len(),
        4,
        "each is loaded once"
    );
    assert_eq!(devices(&next, &robin()).await.len(), 3);
}

#[tokio::test]
async fn an_export_that_fails_is_asked_for_again() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    let part = FleetPart::WindowsPeople;
    office.tenant.exports(part, ExportState::Failed("no".into()));
    service.discover_once().await.unwrap();
    assert!(office.store.directory().await.unwrap().is_empty());
    office
        .tenant
        .exports(part, ExportState::Ready { truncated: true });
    office.clock.advance(minutes(1));
    service.discover_once().await.unwrap();
    assert_eq!(office.store.directory().await.unwrap().len(), 2);
    assert_eq!(office.tenant.calls(Line::StartExport).len(), 5);
}

#[tokio::test]
async fn an_export_that_cannot_be_read_or_is_empty_replaces_nothing() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    service.discover_once().await.unwrap();
    let before = office.store.directory().await.unwrap();
    office.clock.advance(minutes(60));
    office.tenant.garbles(1);
    service.discover_once().await.unwrap();
    assert_eq!(office.store.directory().await.unwrap(), before);
    assert_eq!(devices(&service, &robin()).await.len(), 3);
}

#[tokio::test]
async fn an_export_of_people_that_is_all_too_long_ago_replaces_nothing() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    service.discover_once().await.unwrap();
    let before = office.store.directory().await.unwrap();
    assert!(before.iter().all(|set| set.rows > 0), "{before:?}");
    // Devices stay in it for as long as Nexthink lists them, and their users do not.
    office.clock.advance(minutes(31 * 24 * 60));
    service.discover_once().await.unwrap();
    assert_eq!(office.store.directory().await.unwrap(), before);
}

#[tokio::test]
async fn another_process_shows_what_one_has_learned() {
    let office = Office::open().await;
    let (one, other) = two_processes(&office).await;
    one.discover_once().await.unwrap();
    other.look_at_directory().await.unwrap();
    assert_eq!(devices(&other, &robin()).await.len(), 3);
    assert_eq!(asked(&office), 0);
    let state = other.directory_state();
    assert!(
        state.is_shown
            && state
                .sets
                .iter()
                .any(|set| set.set == DirectorySet::Devices && set.rows == 4)
    );
}

#[tokio::test]
async fn another_process_knows_when_the_next_is_and_that_the_source_is_down() {
    let office = Office::open().await;
    let (one, other) = two_processes(&office).await;
    let never = office.service.directory_view().await.unwrap();
    assert_eq!((never.next_at, never.state.sets), (None, Vec::new()));
    one.discover_once().await.unwrap();
    let view = other.directory_view().await.unwrap();
    assert_eq!(view.next_at, Some(office.now() + minutes(60)));
    assert!(!view.state.source_down && view.state.sets.len() == 2, "{view:?}");
    office.clock.advance(minutes(60));
    office
        .tenant
        .fails(Line::StartExport, error(TroubleKind::Misconfigured));
    for wait in [60, 120, 0] {
        one.discover_once().await.unwrap();
        office.clock.advance(seconds(wait));
    }
    let view = other.directory_view().await.unwrap();
    assert_eq!(view.next_at, Some(office.now() + minutes(60)));
    assert!(view.state.source_down && view.state.sets.len() == 2, "{view:?}");
}

#[tokio::test]
async fn whoever_asks_again_gets_the_latest_and_it_stays() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    service.discover_once().await.unwrap();
    service.overview(&robin()).await.unwrap();
    office.clock.advance(minutes(10));
    service.check_again(&robin(), &uid(LAPTOP)).await.unwrap();
    assert_eq!(asked(&office), 1);
    let live_at = office.now();
    office.clock.advance(minutes(10));
    let page = service.overview(&robin()).await.unwrap();
    assert_eq!(page.freshness.fetched_at, Some(live_at));
    assert_eq!(asked(&office), 1, "that is fresh enough until the next directory");
}

#[tokio::test]
async fn what_was_asked_live_by_another_process_is_asked_here_too_and_that_is_all() {
    let office = Office::open().await;
    let (one, other) = two_processes(&office).await;
    one.discover_once().await.unwrap();
    other.look_at_directory().await.unwrap();
    for service in [&one, &other] {
        service.overview(&robin()).await.unwrap();
    }
    office.clock.advance(minutes(10));
    one.check_again(&robin(), &uid(LAPTOP)).await.unwrap();
    assert_eq!(asked(&office), 1);
    let mut cursor = other.listen(&robin(), None);
    let page = other.overview(&robin()).await.unwrap();
    assert!(page.freshness.pending, "it is not shown as the latest");
    other.next_events(&mut cursor).await.unwrap();
    let page = other.overview(&robin()).await.unwrap();
    assert_eq!(page.freshness.fetched_at, Some(office.now()));
    assert_eq!(asked(&office), 2);
    for service in [&one, &other, &one] {
        service.overview(&robin()).await.unwrap();
    }
    office.clock.advance(minutes(2));
    for service in [&one, &other, &one] {
        let page = service.overview(&robin()).await.unwrap();
        assert!(!page.freshness.pending);
    }
    assert_eq!(asked(&office), 2, "they do not have each other ask for ever");
}

#[tokio::test]
async fn who_begins_after_a_fix_asks_what_it_has_changed() {
    let office = Office::open().await;
    let one = office.another_that_discovers(LARGE).await;
    one.discover_once().await.unwrap();
    office.clock.advance(minutes(10));
    office.done(1, "clear-cache").await;
    let before = asked(&office);
    let other = office.another_that_discovers(LARGE).await;
    other.look_at_directory().await.unwrap();
    let page = other.overview(&robin()).await.unwrap();
    assert!(page.freshness.pending, "{:?}", page.freshness);
    office.tenant.was_called(Line::DevicesOf, before + 1).await;
    let page = other.overview(&kim()).await.unwrap();
    assert!(!page.freshness.pending, "nothing has changed for others");
    assert_eq!(asked(&office), before + 1);
}

#[tokio::test]
async fn a_fix_while_the_directory_is_made_counts_as_after_it() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    let gate = office.tenant.hangs(Line::ExportState);
    let making = tokio::spawn({
        let service = service.clone();
        async move { service.discover_once().await.unwrap() }
    });
    office.tenant.was_called(Line::ExportState, 1).await;
    office.clock.advance(minutes(2));
    office.done(1, "clear-cache").await;
    drop(gate);
    making.await.unwrap();
    let before = asked(&office);
    let page = service.overview(&robin()).await.unwrap();
    assert!(page.freshness.pending, "{:?}", page.freshness);
    office.tenant.was_called(Line::DevicesOf, before + 1).await;
}

#[tokio::test]
async fn exports_may_use_their_whole_day() {
    let office = Office::open().await;
    let a_day = |calls| Limits {
        export: Rates {
            per_day: NonZeroU32::new(calls),
            ..Rates::default()
        },
        ..Limits::default()
    };
    // Each of the four is begun and asked about once.
    let service = office.another_that_discovers_within(LARGE, a_day(8)).await;
    service.discover_once().await.unwrap();
    assert_eq!(office.store.directory().await.unwrap().len(), 2);
}

#[tokio::test]
async fn new_trends_make_no_figures_old() {
    let office = Office::open().await;
    let service = office.another_that_discovers(LARGE).await;
    service.discover_once().await.unwrap();
    office.clock.advance(minutes(10));
    for (event, asked_anew) in [(EventKind::Trends, false), (EventKind::Figures, true)] {
        office
            .store
            .append(robin().id(), &event, office.now())
            .await
            .unwrap();
        let begun_after = office.another_that_discovers(LARGE).await;
        begun_after.look_at_directory().await.unwrap();
        let page = begun_after.overview(&robin()).await.unwrap();
        assert_eq!(page.freshness.pending, asked_anew, "{event:?}");
    }
}

#[tokio::test]
async fn trends_come_of_what_was_learned_and_ask_for_nothing() {
    let office = Office::open().await;
    let mut free = Vec::new();
    for _ in 0..3 {
        // One that holds nothing in memory.
        let service = office.another_that_discovers(LARGE).await;
        office.tenant.reads(reading(LAPTOP, office.now()));
        service.discover_once().await.unwrap();
        let page = service.device_page(&robin(), &uid(LAPTOP)).await.unwrap();
        let figures = page.sections.iter().flat_map(|section| &section.figures);
        let trends = figures.filter(|figure| figure.metric.trend_column.is_some());
        free.push(trends.map(|figure| figure.trend.len()).max().unwrap());
        office.clock.advance(minutes(24 * 60));
    }
    assert_eq!(free, [1, 2, 3]);
    assert_eq!(office.tenant.calls(Line::Daily).len(), 0);
}

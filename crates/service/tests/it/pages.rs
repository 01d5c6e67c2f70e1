//! What the pages show the person to whom it all belongs.

use std::collections::BTreeMap;

use domain::{Availability, Rating, Refusal, Source, State, TenantStatus};
use service::DayReading;

use crate::support::{
    LAPTOP, MAC, Office, SHARED, device, kim, minutes, person, press, reading, robin, seconds, uid,
};

#[tokio::test]
async fn the_overview_puts_first_what_matters() {
    let office = Office::open().await;
    let page = office.service.overview(&robin()).await.unwrap();
    assert_eq!(page.name, "robin");
    let devices: Vec<_> = page
        .devices
        .iter()
        .map(|summary| summary.device.uid.clone())
        .collect();
    assert_eq!(
        devices,
        [uid(LAPTOP), uid(MAC), uid(SHARED)],
        "the latest seen first"
    );
    let laptop = &page.devices[0];
    assert!(laptop.online);
    assert_eq!(laptop.score.as_ref().unwrap().figure.value, 62.0);
    assert_eq!((laptop.rating, laptop.troubles.len()), (Rating::Frustrating, 1));

    let attention = page.attention.unwrap();
    assert_eq!(attention.device.uid, uid(LAPTOP));
    assert_eq!(attention.figure.figure.value, 5.0);
    let offer = attention.offer.unwrap();
    assert_eq!(
        (offer.remedy.id.as_str(), offer.availability),
        ("free-space", Availability::Ready)
    );
    assert_eq!(page.freshness.fetched_at, Some(office.now()));
    assert_eq!((page.freshness.trouble, page.freshness.pending), (None, false));
}

#[tokio::test]
async fn the_overview_lists_what_runs_and_what_ran() {
    let office = Office::open().await;
    for number in 1..=5 {
        office.done(number, "clear-cache").await;
        office.clock.advance(seconds(1));
    }
    let running = office.sent(6, "free-space").await;
    let page = office.service.overview(&robin()).await.unwrap();
    assert_eq!(page.open.len(), 1);
    assert_eq!(page.open[0].execution.order.id, running.order.id);
    assert_eq!(page.open[0].remedy.as_ref().unwrap().id.as_str(), "free-space");
    assert_eq!(page.recent.len(), 4);
    assert!(
        page.recent
            .is_sorted_by_key(|run| std::cmp::Reverse(run.execution.order.created_at))
    );
}

#[tokio::test]
async fn who_has_no_device_gets_a_page_all_the_same() {
    let office = Office::open().await;
    let page = office.service.overview(&person("sam")).await.unwrap();
    assert!(page.devices.is_empty() && page.attention.is_none());
    assert_eq!(page.freshness.fetched_at, Some(office.now()));
}

#[tokio::test]
async fn a_device_that_stands_twice_in_the_answer_is_shown_once() {
    let office = Office::open().await;
    office
        .tenant
        .reads_also(reading(LAPTOP, office.now() - minutes(5)));
    let page = office.service.overview(&robin()).await.unwrap();
    let shown: Vec<_> = page.devices.iter().map(|summary| &summary.device).collect();
    assert_eq!(shown.len(), 3);
    assert_eq!(shown[0].last_seen, office.now(), "as it reported last");
}

#[tokio::test]
async fn a_device_page_says_what_is_wrong_and_what_helps() {
    let office = Office::open().await;
    office.tenant.days(vec![
        DayReading {
            at: office.now() - minutes(60 * 24),
            numbers: BTreeMap::from([("daily_disk_free".into(), 7.0)]),
        },
        DayReading {
            at: office.now() - minutes(60 * 48),
            numbers: BTreeMap::from([("daily_disk_free".into(), 9.0)]),
        },
    ]);
    let page = office.service.device_page(&robin(), &uid(LAPTOP)).await.unwrap();
    assert_eq!(page.summary.device, device(LAPTOP, office.now()));
    assert_eq!(page.others.len(), 2);
    assert_eq!(page.suggested.unwrap().remedy.id.as_str(), "free-space");
    assert_eq!(page.sections.len(), 1);
    let figures: BTreeMap<_, _> = page.sections[0]
        .figures
        .iter()
        .map(|view| (view.metric.id.as_str(), view))
        .collect();
    let disk = figures["disk-free"];
    assert_eq!((disk.figure.value, disk.source), (5.0, Source::Live));
    let trend: Vec<f64> = disk.trend.iter().map(|point| point.value).collect();
    assert_eq!(trend, [9.0, 7.0], "oldest first");
    assert_eq!(page.sections[0].offers.len(), 4);
}

#[tokio::test]
async fn a_mac_is_not_offered_what_is_made_for_windows() {
    let office = Office::open().await;
    let page = office.service.device_page(&robin(), &uid(MAC)).await.unwrap();
    assert!(page.sections.iter().all(|section| section.offers.is_empty()));
    assert!(page.suggested.is_none());
}

#[tokio::test]
async fn every_button_is_a_press_of_its_own() {
    let office = Office::open().await;
    let keys = async || -> Vec<String> {
        let page = office.service.device_page(&robin(), &uid(LAPTOP)).await.unwrap();
        let offers = page.sections.into_iter().flat_map(|section| section.offers);
        offers.map(|offer| offer.key.to_string()).collect()
    };
    let mut all = keys().await;
    all.extend(keys().await);
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!((count, all.len()), (8, 8));
}

#[tokio::test]
async fn a_device_page_follows_what_runs_there() {
    let office = Office::open().await;
    let run = office.sent(1, "restart-apps").await;
    let availability = async || {
        let page = office.service.device_page(&robin(), &uid(LAPTOP)).await.unwrap();
        assert_eq!(page.runs.len(), 1);
        let mut offers = page.sections.into_iter().flat_map(|section| section.offers);
        let offer = offers
            .find(|offer| offer.remedy.id.as_str() == "restart-apps")
            .unwrap();
        assert_eq!(offer.last.unwrap().order.id, run.order.id);
        offer.availability
    };
    let running = Refusal::AlreadyRunning {
        execution: Some(run.order.id.clone()),
    };
    assert_eq!(availability().await, Availability::No(running));
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    let until = office.now() + minutes(30);
    assert_eq!(
        availability().await,
        Availability::No(Refusal::CoolingDown { until })
    );
    office.clock.advance(minutes(30));
    office.tenant.reads(reading(LAPTOP, office.now()));
    office.service.overview(&robin()).await.unwrap();
}

#[tokio::test]
async fn an_execution_page_counts_until_its_end() {
    let office = Office::open().await;
    let run = office.sent(1, "free-space").await;
    office.clock.advance(seconds(40));
    let page = office
        .service
        .execution_page(&robin(), &run.order.id)
        .await
        .unwrap();
    assert_eq!(page.execution.state(), State::Sent);
    assert_eq!(page.elapsed, seconds(40));
    assert_eq!(page.remedy.unwrap().id.as_str(), "free-space");
    assert_eq!(page.metric.unwrap().id.as_str(), "disk-free");

    office.tenant.shows_run(&run, TenantStatus::Failure, office.now());
    office.watch().await;
    office.clock.advance(minutes(9));
    let page = office
        .service
        .execution_page(&robin(), &run.order.id)
        .await
        .unwrap();
    assert_eq!(
        (page.execution.state(), page.elapsed),
        (State::Failed, seconds(40))
    );
}

#[tokio::test]
async fn the_history_is_ones_own_the_latest_first() {
    let office = Office::open().await;
    let first = office.done(1, "clear-cache").await;
    office.clock.advance(seconds(1));
    let second = office.sent(2, "free-space").await;
    office.start(&kim(), press(3, SHARED, "clear-cache")).await;
    let page = office.service.history_page(&robin()).await.unwrap();
    let listed: Vec<_> = page
        .runs
        .iter()
        .map(|run| run.execution.order.id.clone())
        .collect();
    assert_eq!(listed, [second.order.id, first.order.id]);
    assert_eq!(office.service.history_page(&kim()).await.unwrap().runs.len(), 1);
}

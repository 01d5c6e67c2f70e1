//! A feed brings a whole set, or nothing of it.

use std::{collections::VecDeque, future::pending};

use async_trait::async_trait;
use domain::FeedName;
use jiff::{SignedDuration, Timestamp};
use service::{
    BadRow, Begun, BringError, Brought, Directory as _, DirectorySet, Excess, ExportState, Feed, Feeds as _,
    FileError, FleetBatch, FleetFile, FleetPart, FleetRows, Service, Use,
};

use crate::support::{KIM_S, LAPTOP, Line, Office, kim, minutes, reading, robin, seconds, uid};

const DEVICES: Feed = Feed {
    set: DirectorySet::Devices,
    every: SignedDuration::from_hours(1),
    max_bad_share: 0.25,
};
const PEOPLE: Feed = Feed {
    set: DirectorySet::People,
    ..DEVICES
};

fn name() -> FeedName {
    "acme".parse().unwrap()
}

/// A file that comes in these pieces.
enum Piece {
    Rows(FleetBatch),
    Broken(FileError),
    Nothing,
}

struct Sent(VecDeque<Piece>);

#[async_trait]
impl FleetFile for Sent {
    async fn next(&mut self) -> Result<Option<FleetBatch>, FileError> {
        match self.0.pop_front() {
            Some(Piece::Rows(batch)) => Ok(Some(batch)),
            Some(Piece::Broken(error)) => Err(error),
            Some(Piece::Nothing) => pending().await,
            None => Ok(None),
        }
    }
}

fn sent(pieces: impl IntoIterator<Item = Piece>) -> Sent {
    Sent(pieces.into_iter().collect())
}

fn bad(lines: u64) -> Vec<BadRow> {
    let row = |line| BadRow {
        line,
        why: "it makes no sense".to_owned(),
        text: format!("row {line}"),
    };
    (1..=lines).map(row).collect()
}

fn devices(office: &Office, numbers: &[u32], unread: u64) -> Piece {
    let rows = numbers.iter().map(|number| reading(*number, office.now()));
    Piece::Rows(FleetBatch {
        rows: FleetRows::Devices(rows.collect()),
        bad: bad(unread),
    })
}

fn uses(uses: Vec<Use>) -> Piece {
    Piece::Rows(FleetBatch {
        rows: FleetRows::People(uses),
        bad: Vec::new(),
    })
}

fn of_robin(office: &Office, number: u32, days_ago: i64) -> Use {
    Use {
        employee: robin().id().clone(),
        name: "robin".to_owned(),
        device: uid(number),
        at: office.now() - minutes(days_ago * 24 * 60),
    }
}

async fn brings(
    office: &Office,
    service: &Service,
    feed: Feed,
    pieces: impl IntoIterator<Item = Piece>,
) -> Result<Brought, BringError> {
    service
        .bring(&name(), feed, &mut sent(pieces), office.now())
        .await
}

async fn rows(office: &Office) -> u64 {
    let sets = office.store.directory().await.unwrap();
    let set = sets.iter().find(|set| set.set == DirectorySet::Devices);
    set.map_or(0, |set| set.rows)
}

#[tokio::test]
async fn what_two_feeds_bring_answers_for_everybody_without_a_call() {
    let office = Office::open().await;
    let service = office.another_that_discovers(0).await;
    let brought = brings(
        &office,
        &service,
        DEVICES,
        [devices(&office, &[LAPTOP], 0), devices(&office, &[KIM_S], 0)],
    );
    assert_eq!(brought.await.unwrap(), Brought { rows: 2, bad: 0 });
    let used = [of_robin(&office, LAPTOP, 0), of_robin(&office, KIM_S, 31)];
    brings(&office, &service, PEOPLE, [uses(used.into())])
        .await
        .unwrap();
    let page = service.overview(&robin()).await.unwrap();
    let shown: Vec<_> = page
        .devices
        .iter()
        .map(|summary| summary.device.uid.clone())
        .collect();
    assert_eq!(shown, [uid(LAPTOP)], "what was used longer ago is not theirs");
    assert_eq!(page.freshness.fetched_at, Some(office.now()));
    for line in [Line::DevicesOf, Line::StartExport] {
        assert!(office.tenant.calls(line).is_empty(), "{line:?}");
    }
    let sets = service.directory_state().sets;
    assert!(sets.iter().all(|set| set.source == "acme"), "{sets:?}");
    let days = office.store.days_of(&uid(LAPTOP)).await.unwrap();
    assert_eq!(days.len(), 1, "its figures are those of the day");
}

#[tokio::test]
async fn nothing_is_seen_of_what_breaks_off_and_the_next_one_may_come_at_once() {
    let office = Office::open().await;
    let service = &office.service;
    brings(&office, service, DEVICES, [devices(&office, &[LAPTOP], 0)])
        .await
        .unwrap();
    for (broken, is_large) in [
        (FileError::Broken("it breaks off".into()), false),
        (FileError::Columns(vec!["device.name".into()]), false),
        (FileError::TooLarge(Excess::Rows(7)), true),
    ] {
        let pieces = [devices(&office, &[KIM_S, LAPTOP], 0), Piece::Broken(broken)];
        let refused = brings(&office, service, DEVICES, pieces).await.unwrap_err();
        assert_eq!(
            matches!(refused, BringError::TooLarge(Excess::Rows(7))),
            is_large,
            "{refused}"
        );
        assert_eq!(matches!(refused, BringError::Unfit(_)), !is_large, "{refused}");
        assert_eq!(rows(&office).await, 1);
    }
    brings(&office, service, DEVICES, [devices(&office, &[KIM_S, LAPTOP], 0)])
        .await
        .unwrap();
    assert_eq!(rows(&office).await, 2);
}

#[tokio::test]
async fn more_than_a_share_of_bad_rows_refuses_all() {
    let office = Office::open().await;
    let service = &office.service;
    let pieces = [devices(&office, &[1, 2], 1), devices(&office, &[3], 0)];
    let brought = brings(&office, service, DEVICES, pieces).await.unwrap();
    assert_eq!(brought, Brought { rows: 3, bad: 1 }, "a quarter may be");
    let refused = brings(&office, service, DEVICES, [devices(&office, &[1, 2, 3, 4], 2)]).await;
    let Err(BringError::Unread {
        bad: 2,
        all: 6,
        first,
        ..
    }) = refused
    else {
        panic!("{refused:?}");
    };
    assert_eq!(first, bad(2));
    assert_eq!(rows(&office).await, 3);
}

#[tokio::test]
async fn nothing_takes_no_place_but_that_of_nothing() {
    let office = Office::open().await;
    let service = &office.service;
    let brought = brings(&office, service, DEVICES, []).await.unwrap();
    assert_eq!(brought, Brought { rows: 0, bad: 0 }, "there was nothing before");
    brings(&office, service, DEVICES, [devices(&office, &[1], 0)])
        .await
        .unwrap();
    let refused = brings(&office, service, DEVICES, []).await;
    assert!(matches!(refused, Err(BringError::Empty(1))), "{refused:?}");
    assert_eq!(rows(&office).await, 1);
}

#[tokio::test]
async fn what_is_too_long_ago_takes_the_place_of_nothing() {
    let office = Office::open().await;
    let service = &office.service;
    let old = || {
        [uses(vec![
            of_robin(&office, LAPTOP, 31),
            of_robin(&office, KIM_S, 40),
        ])]
    };
    let brought = brings(&office, service, PEOPLE, old()).await.unwrap();
    assert_eq!(brought, Brought { rows: 0, bad: 0 }, "there was nothing before");
    let recent = uses(vec![of_robin(&office, LAPTOP, 29), of_robin(&office, KIM_S, 31)]);
    let brought = brings(&office, service, PEOPLE, [recent]).await.unwrap();
    assert_eq!(brought, Brought { rows: 1, bad: 0 }, "what counts is in force");
    let refused = brings(&office, service, PEOPLE, old()).await;
    let Err(error @ BringError::Outdated { aged: 2, before: 1 }) = refused else {
        panic!("{refused:?}");
    };
    assert!(error.is_refusal());
    let listing = office.store.directory().await.unwrap();
    assert_eq!(listing[0].rows, 1);
    let files = office.store.last_files().await.unwrap();
    assert!(
        files.iter().any(|file| file.rows == 1 && file.refused.is_none()),
        "{files:?}"
    );
    assert!(
        files.iter().any(|file| file.rows == 0 && file.refused.is_some()),
        "{files:?}"
    );
}

/// What is in force of the devices: since when, and who has brought it.
async fn in_force(office: &Office) -> (Timestamp, String) {
    let sets = office.store.directory().await.unwrap();
    let set = sets.iter().find(|set| set.set == DirectorySet::Devices).unwrap();
    (set.as_of, set.source.clone())
}

fn seen_at(at: &[Timestamp]) -> Piece {
    let rows = (1..).zip(at).map(|(number, at)| reading(number, *at));
    Piece::Rows(FleetBatch {
        rows: FleetRows::Devices(rows.collect()),
        bad: Vec::new(),
    })
}

#[tokio::test]
async fn a_file_is_as_old_as_its_newest_row_and_none_is_from_tomorrow() {
    let office = Office::open().await;
    let (service, now) = (&office.service, office.now());
    let rows = [
        seen_at(&[now - minutes(90)]),
        seen_at(&[now - minutes(30), now - minutes(60)]),
    ];
    brings(&office, service, DEVICES, rows).await.unwrap();
    assert_eq!(in_force(&office).await.0, now - minutes(30));
    let files = office.store.last_files().await.unwrap();
    assert_eq!((files[0].as_of, files[0].ended_at), (now - minutes(30), now));
    let rows = [seen_at(&[now - minutes(40), now + minutes(5)])];
    brings(&office, service, DEVICES, rows).await.unwrap();
    assert_eq!(in_force(&office).await.0, now, "a clock of a device that is fast");
    office.clock.advance(minutes(9));
    brings(
        &office,
        service,
        PEOPLE,
        [uses(vec![of_robin(&office, LAPTOP, 2)])],
    )
    .await
    .unwrap();
    let sets = office.store.directory().await.unwrap();
    let people = sets.iter().find(|set| set.set == DirectorySet::People).unwrap();
    assert_eq!(people.as_of, office.now() - minutes(2 * 24 * 60));
}

#[tokio::test]
async fn an_older_file_takes_nothing_back() {
    let office = Office::open().await;
    let (service, now) = (&office.service, office.now());
    brings(&office, service, DEVICES, [seen_at(&[now - minutes(10)])])
        .await
        .unwrap();
    let older = now - minutes(10) - seconds(1);
    let refused = brings(&office, service, DEVICES, [seen_at(&[older])]).await;
    let Err(error @ BringError::Older { as_of, before }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((as_of, before), (older, now - minutes(10)));
    assert!(error.is_refusal() && error.to_string().contains("send a newer export"));
    assert_eq!(in_force(&office).await.0, now - minutes(10));
    let again = brings(&office, service, DEVICES, [seen_at(&[now - minutes(10)])]).await;
    again.expect("the same once more takes nothing back");
}

#[tokio::test]
async fn what_was_asked_for_gives_way_to_what_comes_in_time_only() {
    let office = Office::open().await;
    let service = office.another_that_discovers(0).await;
    service.discover_once().await.unwrap();
    assert_eq!(in_force(&office).await, (office.now(), "discovery".to_owned()));
    // Two and a half hours are late.
    let late = office.now() - minutes(150) - seconds(1);
    let refused = brings(&office, &service, DEVICES, [seen_at(&[late])]).await;
    assert!(matches!(refused, Err(BringError::Older { .. })), "{refused:?}");
    let usual = office.now() - minutes(5);
    brings(&office, &service, DEVICES, [seen_at(&[usual])])
        .await
        .unwrap();
    assert_eq!(in_force(&office).await, (usual, "acme".to_owned()));
}

#[tokio::test]
async fn one_is_made_at_a_time() {
    let office = Office::open().await;
    let at = office.now();
    let hold = minutes(10);
    let begun = office
        .store
        .begin_generation(DirectorySet::Devices, "x", hold, at)
        .await;
    assert_eq!(begun.unwrap(), Begun::New);
    let busy = brings(&office, &office.service, DEVICES, [devices(&office, &[1], 0)]).await;
    assert!(matches!(busy, Err(BringError::Busy)), "{busy:?}");
    brings(&office, &office.service, PEOPLE, [uses(vec![])])
        .await
        .unwrap();
    office.clock.advance(hold);
    brings(&office, &office.service, DEVICES, [devices(&office, &[1], 0)])
        .await
        .unwrap();
}

#[tokio::test]
async fn whoever_stops_sending_is_not_waited_for() {
    let office = Office::open().await;
    let (service, clock) = (office.service.clone(), office.clock.clone());
    let pieces = [devices(&office, &[1], 0), Piece::Nothing];
    let at = office.now();
    let sending = tokio::spawn(async move { service.bring(&name(), DEVICES, &mut sent(pieces), at).await });
    while !sending.is_finished() {
        clock.advance(seconds(60));
        tokio::task::yield_now().await;
    }
    let refused = sending.await.unwrap();
    assert!(matches!(refused, Err(BringError::Interrupted(_))), "{refused:?}");
    assert_eq!(rows(&office).await, 0);
}

#[tokio::test]
async fn a_discovery_that_goes_on_after_a_feed_asks_for_all_again() {
    let office = Office::open().await;
    let first = office.another_that_discovers(0).await;
    office.tenant.exports(FleetPart::MacDevices, ExportState::Running);
    let dying = tokio::spawn(async move { first.discover_once().await });
    office.tenant.was_called(Line::ExportState, 3).await;
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());
    office.clock.advance(minutes(11));
    brings(
        &office,
        &office.service,
        DEVICES,
        [devices(&office, &[LAPTOP], 0)],
    )
    .await
    .unwrap();
    let ready = ExportState::Ready { truncated: false };
    office.tenant.exports(FleetPart::MacDevices, ready);
    let next = office.another_that_discovers(0).await;
    next.discover_once().await.unwrap();
    assert_eq!(
        rows(&office).await,
        4,
        "what it had loaded before was thrown out by the feed"
    );
    let page = next.overview(&kim()).await.unwrap();
    assert_eq!(page.devices.len(), 2);
}

#[tokio::test]
async fn what_became_of_a_file_is_noted_with_its_bad_rows_for_two_weeks() {
    let office = Office::open().await;
    let service = &office.service;
    let good = [devices(&office, &[1, 2], 0), devices(&office, &[3], 1)];
    brings(&office, service, DEVICES, good).await.unwrap();
    office.clock.advance(seconds(1));
    let many = [devices(&office, &[1], 999), devices(&office, &[], 999)];
    brings(&office, service, DEVICES, many).await.unwrap_err();
    office.clock.advance(seconds(1));
    let held = DirectorySet::Devices;
    office
        .store
        .begin_generation(held, "x", minutes(1), office.now())
        .await
        .unwrap();
    brings(&office, service, DEVICES, []).await.unwrap_err();
    let files = office.store.last_files().await.unwrap();
    let noted: Vec<_> = files
        .iter()
        .map(|file| (file.rows, file.bad, file.refused.is_some()))
        .collect();
    assert_eq!(
        noted,
        [(0, 1_998, true), (3, 1, false)],
        "one that came too early is no file"
    );
    let kept = office.store.bad_rows(&name(), 9_999).await.unwrap();
    assert_eq!(kept.len(), 1_001, "of each file a thousand");
    assert_eq!(kept[0].row.text, "row 1");
    office.clock.advance(minutes(14 * 24 * 60) - seconds(1));
    assert_eq!(service.forget_older_than(minutes(60 * 24 * 99)).await.unwrap(), 1);
    office.clock.advance(seconds(2));
    assert_eq!(
        service.forget_older_than(minutes(60 * 24 * 99)).await.unwrap(),
        1_000
    );
    let files = office.store.last_files().await.unwrap();
    assert_eq!(
        files.len(),
        2,
        "how it stood last is known for as long as nothing comes"
    );
}

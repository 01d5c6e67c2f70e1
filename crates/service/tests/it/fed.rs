//! What a feed brings is not asked for, while it does.

use async_trait::async_trait;
use domain::FeedName;
use jiff::{SignedDuration, Timestamp};
use service::{
    BadRow, DirectorySet, Feed, FileError, FleetBatch, FleetFile, FleetPart, FleetRows, Service, TroubleKind,
    Use,
};

use crate::support::{Call, LAPTOP, Line, Office, error, minutes, reading, robin, seconds, uid};

fn feed(set: DirectorySet) -> (FeedName, Feed) {
    let feed = Feed {
        set,
        every: SignedDuration::from_mins(40),
        max_bad_share: 0.5,
    };
    (set.name().parse().unwrap(), feed)
}

struct File(Option<FleetBatch>);

#[async_trait]
impl FleetFile for File {
    async fn next(&mut self) -> Result<Option<FleetBatch>, FileError> {
        Ok(self.0.take())
    }
}

/// Robin's laptop, as it is now, and a row that cannot be read.
async fn brings(service: &Service, set: DirectorySet, as_of: Timestamp) {
    let rows = match set {
        DirectorySet::Devices => FleetRows::Devices(vec![reading(LAPTOP, as_of)]),
        DirectorySet::People => FleetRows::People(vec![Use {
            employee: robin().id().clone(),
            name: "robin".to_owned(),
            device: uid(LAPTOP),
            at: as_of,
        }]),
    };
    let bad = vec![BadRow {
        line: 2,
        why: "no".to_owned(),
        text: String::new(),
    }];
    let (name, feed) = feed(set);
    let mut file = File(Some(FleetBatch { rows, bad }));
    service.bring(&name, feed, &mut file, as_of).await.unwrap();
}

fn asked(office: &Office) -> Vec<FleetPart> {
    let calls = office.tenant.calls(Line::StartExport).into_iter();
    let part = |call| match call {
        Call::StartExport(part) => part,
        other => panic!("{other:?}"),
    };
    calls.map(part).collect()
}

const DEVICES: [FleetPart; 2] = [FleetPart::WindowsDevices, FleetPart::MacDevices];
const PEOPLE: [FleetPart; 2] = [FleetPart::WindowsPeople, FleetPart::MacPeople];

#[tokio::test]
async fn what_a_feed_brings_is_asked_for_only_while_it_is_late() {
    let office = Office::open().await;
    let service = office.another_with_feeds([feed(DirectorySet::Devices)]).await;
    brings(&service, DirectorySet::Devices, office.now()).await;
    service.discover_once().await.unwrap();
    assert_eq!(asked(&office), PEOPLE);
    let page = service.overview(&robin()).await.unwrap();
    assert_eq!(page.devices.len(), 1, "of the devices that the feed has brought");
    office.clock.advance(minutes(60));
    service.discover_once().await.unwrap();
    assert_eq!(asked(&office), [PEOPLE, PEOPLE].concat());
    // Two and a half times forty minutes, while the people are not due again.
    office.clock.advance(minutes(40));
    service.discover_once().await.unwrap();
    assert_eq!(asked(&office).len(), 4, "it is not late yet");
    office.clock.advance(seconds(1));
    let state = service.directory_state();
    assert!(state.feeds[0].is_late);
    service.discover_once().await.unwrap();
    let mut last = asked(&office)[4..].to_vec();
    last.sort();
    assert_eq!(last, FleetPart::ALL, "discovery has stepped in at once");
    let page = service.overview(&robin()).await.unwrap();
    assert_eq!(page.freshness.fetched_at, Some(office.now()));
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 0);
    brings(&service, DirectorySet::Devices, office.now()).await;
    assert!(!service.directory_state().feeds[0].is_late);
    office.clock.advance(minutes(60));
    service.discover_once().await.unwrap();
    assert_eq!(asked(&office)[8..], PEOPLE, "it comes again");
}

#[tokio::test]
async fn with_both_sets_there_is_no_discovery_and_before_the_first_file_there_is() {
    let office = Office::open().await;
    let feeds = DirectorySet::ALL.map(feed);
    let service = office.another_with_feeds(feeds.clone()).await;
    let states = service.directory_state().feeds;
    assert!(states.iter().all(|state| state.is_late && state.last.is_none()));
    service.discover_once().await.unwrap();
    assert_eq!(asked(&office).len(), 4, "nothing has come yet");
    brings(&service, DirectorySet::Devices, office.now()).await;
    brings(&service, DirectorySet::People, office.now()).await;
    office.clock.advance(minutes(99));
    service.discover_once().await.unwrap();
    assert_eq!(asked(&office).len(), 4);
    let other = office.another_with_feeds(feeds).await;
    other.discover_once().await.unwrap();
    assert_eq!(asked(&office).len(), 4, "another process knows it, too");
    office.clock.advance(minutes(1) + seconds(1));
    assert_eq!(other.overview(&robin()).await.unwrap().devices.len(), 1);
    assert_eq!(
        office.tenant.calls(Line::DevicesOf).len(),
        0,
        "there is time for discovery to step in"
    );
    other.discover_once().await.unwrap();
    let mut last = asked(&office)[4..].to_vec();
    last.sort();
    assert_eq!(last, FleetPart::ALL);
}

#[tokio::test]
async fn what_fails_while_a_feed_is_late_is_not_asked_for_without_end() {
    let office = Office::open().await;
    let service = office.another_with_feeds([feed(DirectorySet::Devices)]).await;
    office
        .tenant
        .fails(Line::StartExport, error(TroubleKind::Misconfigured));
    service.discover_once().await.unwrap();
    service.discover_once().await.unwrap();
    assert_eq!(asked(&office).len(), 1);
    assert_eq!(DEVICES[0], asked(&office)[0]);
}

#[tokio::test]
async fn a_feed_that_gets_late_while_others_fail_does_not_have_them_asked_for_sooner() {
    let office = Office::open().await;
    let service = office.another_with_feeds([feed(DirectorySet::Devices)]).await;
    // It will be late in half a minute.
    let as_of = office.now() - minutes(100) + seconds(30);
    brings(&service, DirectorySet::Devices, as_of).await;
    office
        .tenant
        .fails(Line::StartExport, error(TroubleKind::Misconfigured));
    service.discover_once().await.unwrap();
    assert_eq!(asked(&office), PEOPLE[..1]);
    office.clock.advance(seconds(31));
    service.discover_once().await.unwrap();
    assert!(service.directory_state().feeds[0].is_late);
    assert_eq!(asked(&office).len(), 1, "it waits for a minute after a failure");
    office.clock.advance(seconds(29));
    service.discover_once().await.unwrap();
    assert_eq!(asked(&office).len(), 2);
}

#[tokio::test]
async fn what_a_feed_brought_of_another_set_says_nothing_of_this_one() {
    let office = Office::open().await;
    let (name, of_devices) = feed(DirectorySet::Devices);
    let service = office.another_with_feeds([(name.clone(), of_devices)]).await;
    brings(&service, DirectorySet::Devices, office.now()).await;
    let of_people = Feed {
        set: DirectorySet::People,
        ..of_devices
    };
    // Somebody has given it the other query.
    let service = office.another_with_feeds([(name, of_people)]).await;
    service.look_at_directory().await.unwrap();
    let [state] = service.directory_state().feeds.try_into().unwrap();
    assert!(state.is_late && state.last.is_none(), "{state:?}");
    service.discover_once().await.unwrap();
    let mut asked = asked(&office);
    asked.sort();
    assert_eq!(asked, FleetPart::ALL, "nobody has brought either");
}

#[tokio::test]
async fn rows_that_cannot_be_read_are_counted_and_what_came_last_is_known() {
    let office = Office::open().await;
    let service = office.another_with_feeds([feed(DirectorySet::Devices)]).await;
    let as_of = office.now();
    for _ in 0..2 {
        brings(&service, DirectorySet::Devices, as_of).await;
        office.clock.advance(seconds(1));
    }
    let [state] = service.directory_state().feeds.try_into().unwrap();
    assert_eq!((state.last, state.bad, state.is_late), (Some(as_of), 2, false));
}

//! The latest file of a depot is brought once, when it is whole.

use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use domain::FeedName;
use jiff::{SignedDuration, Timestamp};
use service::{
    BadRow, Depot, DepotError, DepotFile, Directory as _, DirectorySet, Feed, Feeds as _, FileError,
    FileVersion, FleetBatch, FleetFile, FleetRows, Seen,
};

use crate::support::{Office, minutes, reading, seconds};

const FEED: Feed = Feed {
    set: DirectorySet::Devices,
    every: SignedDuration::from_hours(1),
    max_bad_share: 0.25,
};

fn name() -> FeedName {
    "acme".parse().unwrap()
}

/// What is in a file.
#[derive(Clone)]
enum Inside {
    Devices(u32),
    Garbage,
    CutOff,
    /// It may not be read.
    Locked,
    /// One device, seen then.
    SeenAt(Timestamp),
}

#[derive(Default)]
struct Shelves {
    files: Vec<(DepotFile, Inside)>,
    opened: Vec<String>,
    is_down: bool,
}

#[derive(Default)]
struct FakeDepot(Mutex<Shelves>);

impl FakeDepot {
    fn lock(&self) -> MutexGuard<'_, Shelves> {
        self.0.lock().unwrap()
    }

    /// Puts a file there, or changes it.
    fn put(&self, name: &str, version: &str, modified: Timestamp, inside: Inside) {
        let mut shelves = self.lock();
        shelves.files.retain(|(file, _)| file.version.name != name);
        let version = FileVersion {
            name: name.to_owned(),
            version: version.to_owned(),
        };
        shelves.files.push((DepotFile { version, modified }, inside));
        shelves
            .files
            .sort_by_key(|(file, _)| std::cmp::Reverse(file.modified));
    }

    fn opened(&self) -> Vec<String> {
        self.lock().opened.clone()
    }
}

/// One batch of devices and bad rows, and whether it breaks off then.
struct Inner(Option<FleetBatch>, bool);

#[async_trait]
impl FleetFile for Inner {
    async fn next(&mut self) -> Result<Option<FleetBatch>, FileError> {
        match self.0.take() {
            None if self.1 => Err(FileError::Interrupted("no route".to_owned())),
            batch => Ok(batch),
        }
    }
}

#[async_trait]
impl Depot for FakeDepot {
    async fn latest(&self) -> Result<Vec<DepotFile>, DepotError> {
        let shelves = self.lock();
        match shelves.is_down {
            true => Err(DepotError("no route".to_owned())),
            false => Ok(shelves.files.iter().map(|(file, _)| file.clone()).collect()),
        }
    }

    async fn open(&self, file: &DepotFile) -> Result<Box<dyn FleetFile>, DepotError> {
        let mut shelves = self.lock();
        shelves
            .opened
            .push(format!("{} {}", file.version.name, file.version.version));
        let (_, inside) = shelves.files.iter().find(|(held, _)| held == file).unwrap();
        let (count, bad) = match inside {
            Inside::Devices(count) => (*count, 0),
            Inside::Garbage => (0, 9),
            Inside::CutOff | Inside::SeenAt(_) => (1, 0),
            Inside::Locked => return Err(DepotError("it may not be read".to_owned())),
        };
        let last_seen = match inside {
            Inside::SeenAt(at) => *at,
            _ => file.modified,
        };
        let row = |line| BadRow {
            line,
            why: "no".to_owned(),
            text: String::new(),
        };
        let batch = FleetBatch {
            rows: FleetRows::Devices((1..=count).map(|number| reading(number, last_seen)).collect()),
            bad: (0..bad).map(row).collect(),
        };
        Ok(Box::new(Inner(Some(batch), matches!(inside, Inside::CutOff))))
    }
}

async fn looks(office: &Office, depot: &FakeDepot, seen: &mut Seen, times: u32) {
    for _ in 0..times {
        let name = name();
        let look = office.service.collect_once((&name, FEED), depot, seen);
        look.await.unwrap();
    }
}

async fn in_force(office: &Office) -> Option<(u64, Timestamp)> {
    let sets = office.store.directory().await.unwrap();
    sets.first().map(|set| (set.rows, set.as_of))
}

#[tokio::test]
async fn a_file_is_taken_when_it_was_the_same_twice_and_once_only() {
    let office = Office::open().await;
    let (depot, mut seen) = (FakeDepot::default(), Seen::default());
    let written = office.now() - minutes(3);
    depot.put("a.csv", "10", written, Inside::Devices(1));
    looks(&office, &depot, &mut seen, 1).await;
    depot.put("a.csv", "20", written, Inside::Devices(2));
    looks(&office, &depot, &mut seen, 1).await;
    assert_eq!(in_force(&office).await, None, "it is still growing");
    looks(&office, &depot, &mut seen, 3).await;
    assert_eq!(
        in_force(&office).await,
        Some((2, written)),
        "it is as old as it is"
    );
    assert_eq!(depot.opened(), ["a.csv 20"]);
    let after_a_restart = &mut Seen::default();
    looks(&office, &depot, after_a_restart, 3).await;
    assert_eq!(depot.opened().len(), 1, "what was taken is known to the store");
    let files = office.store.last_files().await.unwrap();
    let fetched = files[0].fetched.as_ref().map(|file| file.name.as_str());
    assert_eq!(fetched, Some("a.csv"));
}

#[tokio::test]
async fn the_latest_one_counts_and_no_older_one_after_it() {
    let office = Office::open().await;
    let (depot, mut seen) = (FakeDepot::default(), Seen::default());
    depot.put("new.csv", "1", office.now(), Inside::Devices(2));
    depot.put("old.csv", "1", office.now() - minutes(60), Inside::Devices(1));
    looks(&office, &depot, &mut seen, 4).await;
    assert_eq!(depot.opened(), ["new.csv 1"]);
    depot.put("late.csv", "1", office.now() - minutes(30), Inside::Devices(3));
    looks(&office, &depot, &mut seen, 4).await;
    office.clock.advance(minutes(60));
    depot.put("newer.csv", "1", office.now() + minutes(9), Inside::Devices(4));
    looks(&office, &depot, &mut seen, 2).await;
    assert_eq!(depot.opened(), ["new.csv 1", "newer.csv 1"]);
    assert_eq!(
        in_force(&office).await,
        Some((4, office.now())),
        "no file is from tomorrow"
    );
}

#[tokio::test]
async fn what_is_older_than_what_was_asked_for_is_left_alone() {
    let office = Office::open().await;
    let (depot, mut seen) = (FakeDepot::default(), Seen::default());
    depot.put("a.csv", "1", office.now() - seconds(1), Inside::Devices(1));
    let discovers = office.another_that_discovers(0).await;
    discovers.discover_once().await.unwrap();
    looks(&office, &depot, &mut seen, 3).await;
    assert!(depot.opened().is_empty());
    assert_eq!(office.store.directory().await.unwrap()[0].source, "discovery");
}

#[tokio::test]
async fn what_is_refused_is_not_tried_again_until_it_changes() {
    let office = Office::open().await;
    let (depot, mut seen) = (FakeDepot::default(), Seen::default());
    depot.put("a.csv", "1", office.now(), Inside::Garbage);
    looks(&office, &depot, &mut seen, 5).await;
    assert_eq!(depot.opened(), ["a.csv 1"]);
    let files = office.store.last_files().await.unwrap();
    assert!(
        files[0].refused.as_ref().unwrap().contains("9 of 9 rows"),
        "{files:?}"
    );
    depot.put("a.csv", "2", office.now(), Inside::Devices(1));
    looks(&office, &depot, &mut seen, 2).await;
    assert_eq!(in_force(&office).await.unwrap().0, 1);
}

#[tokio::test]
async fn a_file_that_is_refused_hides_none_below_it() {
    let office = Office::open().await;
    let (depot, mut seen) = (FakeDepot::default(), Seen::default());
    let ago = |passed| office.now() - minutes(passed);
    depot.put("older.csv", "1", ago(9), Inside::Devices(1));
    depot.put("good.csv", "1", ago(8), Inside::Devices(2));
    depot.put("foreign.csv", "1", ago(2), Inside::Garbage);
    depot.put("secret.csv", "1", ago(1), Inside::Locked);
    looks(&office, &depot, &mut seen, 2).await;
    assert_eq!(in_force(&office).await, Some((2, ago(8))));
    depot.put("good.csv", "2", ago(3), Inside::Devices(3));
    looks(&office, &depot, &mut seen, 2).await;
    assert_eq!(
        in_force(&office).await,
        Some((3, ago(3))),
        "below what is known to be refused"
    );
    looks(&office, &depot, &mut Seen::default(), 3).await;
    let opened = depot.opened();
    let count = |name: &str| opened.iter().filter(|opened| opened.starts_with(name)).count();
    assert_eq!(
        (count("foreign"), count("good"), count("older")),
        (1, 2, 0),
        "{opened:?}"
    );
    assert!(count("secret") > 1, "whoever is let in later can read it");
}

#[tokio::test]
async fn a_copy_of_old_rows_is_no_younger_for_being_written_late() {
    let office = Office::open().await;
    let (depot, mut seen) = (FakeDepot::default(), Seen::default());
    let seen_at = office.now() - minutes(20);
    depot.put("a.csv", "1", office.now(), Inside::SeenAt(seen_at));
    looks(&office, &depot, &mut seen, 2).await;
    assert_eq!(in_force(&office).await, Some((1, seen_at)));
    depot.put(
        "b.csv",
        "1",
        office.now() + minutes(1),
        Inside::SeenAt(seen_at - minutes(5)),
    );
    office.clock.advance(minutes(2));
    looks(&office, &depot, &mut seen, 3).await;
    assert_eq!(
        in_force(&office).await,
        Some((1, seen_at)),
        "it takes nothing back"
    );
    assert_eq!(depot.opened(), ["a.csv 1", "b.csv 1"], "and is not tried again");
}

#[tokio::test]
async fn what_does_not_come_to_its_end_or_comes_too_early_is_tried_again() {
    let office = Office::open().await;
    let (depot, mut seen) = (FakeDepot::default(), Seen::default());
    depot.put("a.csv", "1", office.now(), Inside::CutOff);
    looks(&office, &depot, &mut seen, 3).await;
    assert_eq!(depot.opened().len(), 2, "it was not its fault");
    assert!(office.store.last_files().await.unwrap().is_empty());
    depot.lock().is_down = true;
    looks(&office, &depot, &mut seen, 1).await;
    depot.lock().is_down = false;
    depot.put("a.csv", "1", office.now(), Inside::Devices(1));
    let begun = office
        .store
        .begin_generation(FEED.set, "x", minutes(10), office.now());
    begun.await.unwrap();
    looks(&office, &depot, &mut seen, 2).await;
    assert_eq!(in_force(&office).await, None, "somebody else makes one");
    office.store.give_up(FEED.set, "x").await.unwrap();
    looks(&office, &depot, &mut seen, 1).await;
    assert_eq!(in_force(&office).await.unwrap().0, 1);
}

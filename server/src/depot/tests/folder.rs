use std::{
    fs,
    time::{Duration, UNIX_EPOCH},
};

use service::{Depot as _, Directory as _, Seen};
use tempfile::TempDir;

use super::{csv, depot, depots, names, read_latest};
use crate::testing::Desk;

/// A file that was written so many minutes before the tests' noon.
fn put(folder: &TempDir, name: &str, text: &str, minutes_ago: u64) {
    let noon = UNIX_EPOCH + Duration::from_secs(1_772_884_800);
    let file = folder.path().join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, text).unwrap();
    let file = fs::File::options().write(true).open(&file).unwrap();
    file.set_modified(noon - Duration::from_secs(minutes_ago * 60))
        .unwrap();
}

fn from(folder: &TempDir) -> String {
    format!("from = 'file://{}'", folder.path().display())
}

#[tokio::test]
async fn the_latest_files_are_listed_and_one_that_changes_is_another() {
    let folder = TempDir::new().unwrap();
    let depots = depots(&from(&folder));
    let depot = depot(&depots);
    assert!(names(depot).await.is_empty());
    put(&folder, "devices-1.csv", &csv(1), 60);
    put(&folder, "2026/devices-2.csv", &csv(2), 5);
    put(&folder, ".devices-3.csv.part", &csv(3), 1);
    put(&folder, "empty.csv", "", 0);
    assert_eq!(names(depot).await, ["2026/devices-2.csv", "devices-1.csv"]);
    assert_eq!(read_latest(depot).await.unwrap(), 2);
    let before = depot.latest().await.unwrap();
    assert_eq!(before, depot.latest().await.unwrap(), "nothing has changed");
    put(&folder, "2026/devices-2.csv", &csv(3), 5);
    let after = depot.latest().await.unwrap();
    assert_ne!(before[0], after[0], "its time is the same, its size is not");
    let Err(gone) = depot.open(&before[0]).await else {
        panic!("it is not the file that was seen");
    };
    assert!(gone.0.contains("has become another one"), "{gone}");
    for number in 0..50 {
        put(&folder, &format!("many/{number}.csv"), "x", 100 + number);
    }
    let listed = names(depot).await;
    assert_eq!(listed.len(), 16);
    assert_eq!(listed[..3], ["2026/devices-2.csv", "devices-1.csv", "many/0.csv"]);
}

#[tokio::test]
async fn a_file_that_is_put_there_is_in_force_after_two_looks() {
    let folder = TempDir::new().unwrap();
    let config = format!("[exports.acme]\nset = 'devices'\n{}\n", from(&folder));
    let desk = Desk::open(&config).await;
    let (depots, mut seen) = (depots(&from(&folder)), Seen::default());
    let (name, (feed, depot)) = depots.first_key_value().unwrap();
    put(&folder, "devices.csv", &csv(7), 10);
    for expected in [0, 1] {
        desk.service
            .collect_once((name, *feed), depot, &mut seen)
            .await
            .unwrap();
        assert_eq!(desk.store.directory().await.unwrap().len(), expected);
    }
    let sets = desk.store.directory().await.unwrap();
    // Its devices were seen later, by a clock that is fast.
    let ten_ago = desk.now() - jiff::SignedDuration::from_mins(10);
    assert_eq!(
        (sets[0].rows, sets[0].as_of, sets[0].source.as_str()),
        (7, ten_ago, "acme")
    );
    let [state] = desk.service.directory_state().feeds.try_into().unwrap();
    assert!(!state.is_late);
}

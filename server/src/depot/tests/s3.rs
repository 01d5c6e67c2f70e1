//! A bucket: a server that speaks S3, verifies every signature (AWS Signature Version 4), and has its objects in a folder.

mod bucket;

use std::{io::Write as _, time::Duration};

use flate2::{Compression, write::GzEncoder};
use jiff::SignedDuration;
use service::{Begun, Depot as _, Directory as _, DirectorySet};
use tokio_util::sync::CancellationToken;

use self::bucket::{Bucket, Manner};
use super::{csv, depot, depots, names, read_latest};
use crate::{testing::Desk, workers};

const KEY_ID: &str = "AKIDEXAMPLE";
const KEY: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn config(bucket: &Bucket) -> String {
    config_of(&bucket.endpoint, "acme", KEY_ID, KEY)
}

fn config_of(endpoint: &str, bucket: &str, id: &str, key: &str) -> String {
    format!(
        "from = 's3://{bucket}/nexthink/devices'\n\
         access = {{ kind = 's3', region = 'eu-west-1', endpoint = '{endpoint}', access_key_id = '{id}', \
         secret_access_key = '{key}' }}"
    )
}

/// One whose folder has three files, beside one of another folder.
async fn filled(manner: Manner) -> Bucket {
    let bucket = Bucket::open(manner).await;
    bucket.put("nexthink/devices/1.csv", csv(1), 70);
    bucket.put("nexthink/devices/2 + more.csv", csv(2), 10);
    bucket.put("nexthink/devices/old.csv", csv(3), 130);
    bucket.put("nexthink/people/9.csv", csv(9), 1);
    bucket
}

#[tokio::test]
async fn the_folder_of_a_bucket_is_listed_page_by_page_and_its_latest_file_is_read() {
    let bucket = filled(Manner::Usual).await;
    let depots = depots(&config(&bucket));
    let depot = depot(&depots);
    let listed = names(depot).await;
    assert_eq!(
        listed,
        [
            "nexthink/devices/2 + more.csv",
            "nexthink/devices/1.csv",
            "nexthink/devices/old.csv"
        ]
    );
    assert_eq!(bucket.pages(), 3, "one object a page");
    assert_eq!(read_latest(depot).await.unwrap(), 2);
    assert_eq!(depot.latest().await.unwrap(), depot.latest().await.unwrap());
}

#[tokio::test]
async fn files_are_read_however_they_are_packed() {
    let bucket = Bucket::open(Manner::Usual).await;
    let depots = depots(&config(&bucket));
    let depot = depot(&depots);
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(csv(2000).as_bytes()).unwrap();
    bucket.put("nexthink/devices/a.csv.gz", packed.finish().unwrap(), 30);
    assert_eq!(read_latest(depot).await.unwrap(), 2000);
    let packed = zstd::encode_all(csv(3000).as_bytes(), 3).unwrap();
    bucket.put("nexthink/devices/b.csv.zst", packed, 20);
    assert_eq!(read_latest(depot).await.unwrap(), 3000);
    bucket.put("nexthink/devices/c.csv", csv(20_000), 10);
    assert_eq!(read_latest(depot).await.unwrap(), 20_000);
}

#[tokio::test]
async fn a_file_is_read_as_it_was_listed() {
    let bucket = Bucket::open(Manner::Usual).await;
    let (name, depots) = ("nexthink/devices/old.csv", depots(&config(&bucket)));
    let depot = depot(&depots);
    bucket.put(name, csv(3), 10);
    let before = depot.latest().await.unwrap();
    depot.open(&before[0]).await.unwrap();
    // Its size and its time are the same, its mark is not.
    bucket.put(name, csv(3).replace("Book 3", "Book 4"), 10);
    let Err(gone) = depot.open(&before[0]).await else {
        panic!("it is not the file that was seen");
    };
    assert!(gone.0.contains("has become another one"), "{gone}");
    let after = depot.latest().await.unwrap();
    assert_eq!(after[0].modified, before[0].modified);
    assert_ne!(after, before);
    assert_eq!(read_latest(depot).await.unwrap(), 3);
    bucket.remove(name);
    let Err(gone) = depot.open(&after[0]).await else {
        panic!("it was deleted after it was listed");
    };
    assert_eq!(gone.0, "it is not there (status 404, NoSuchKey)");
}

#[tokio::test]
async fn a_list_without_marks_and_with_finer_times_is_as_good() {
    let bucket = Bucket::open(Manner::Plain).await;
    let (name, depots) = ("nexthink/devices/a.csv", depots(&config(&bucket)));
    let depot = depot(&depots);
    bucket.put(name, csv(3), 10);
    let before = depot.latest().await.unwrap();
    assert_ne!(before[0].modified.subsec_millisecond(), 0);
    assert_eq!(read_latest(depot).await.unwrap(), 3);
    for (text, minutes_ago) in [(csv(4), 10), (csv(3), 9)] {
        bucket.put(name, text, minutes_ago);
        let Err(gone) = depot.open(&before[0]).await else {
            panic!("it is not the file that was seen");
        };
        assert!(gone.0.contains("has become another one"), "{gone}");
    }
}

#[tokio::test]
async fn whoever_is_not_let_in_is_told_why_and_no_secret_is_said() {
    let bucket = filled(Manner::Usual).await;
    let wrong = "another-secret-of-forty-characters-00000";
    for (name, id, key, said) in [
        (
            "acme",
            KEY_ID,
            wrong,
            "the secret is not that of the access key (status 403, SignatureDoesNotMatch)",
        ),
        (
            "acme",
            "AKIDOTHER",
            KEY,
            "the access key is not known there (status 403, NotSignedUp)",
        ),
        (
            "other",
            KEY_ID,
            KEY,
            "there is no such bucket or container (status 404, NoSuchBucket)",
        ),
    ] {
        let depots = depots(&config_of(&bucket.endpoint, name, id, key));
        let Err(refused) = depot(&depots).latest().await else {
            panic!("nothing can be listed: {said}");
        };
        assert_eq!(refused.0, said);
    }
    assert_eq!(bucket.pages(), 1, "that of the bucket that is not there");
}

#[tokio::test]
async fn when_this_server_stops_no_set_is_held_for_what_it_was_fetching() {
    let bucket = filled(Manner::Stalling).await;
    let desk = Desk::open("").await;
    let (depots, service) = (depots(&config(&bucket)), desk.service.clone());
    let stop = CancellationToken::new();
    let (told, set) = (stop.clone(), DirectorySet::Devices);
    let collecting =
        tokio::spawn(async move { workers::collect(&service, &depots, Duration::ZERO, &told).await });
    let begin = async || {
        let hold = SignedDuration::from_mins(10);
        let begun = desk
            .store
            .begin_generation(set, "another", hold, desk.now())
            .await;
        begun.unwrap()
    };
    while begin().await != Begun::Busy {
        desk.store.give_up(set, "another").await.unwrap();
        tokio::task::yield_now().await;
    }
    stop.cancel();
    collecting.await.unwrap();
    assert_eq!(begin().await, Begun::New, "whoever goes on need not wait");
}

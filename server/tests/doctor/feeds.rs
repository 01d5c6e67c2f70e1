//! Who brings everybody's devices.

use std::fs;

use jiff::{SignedDuration, Timestamp};
use service::{BroughtFile, Clock as _, Directory as _, DirectorySet, Feeds as _, SystemClock};
use store::Database;

use crate::company::{Company, HOOK};

fn pushed(set: &str) -> String {
    format!("[exports.{set}-feed]\nset = '{set}'\ncredential = {{ kind = 'bearer', token = '{HOOK}' }}\n")
}

fn of_devices(generation: &str, as_of: Timestamp, refused: Option<&str>) -> BroughtFile {
    BroughtFile {
        generation: generation.to_owned(),
        feed: "devices-feed".parse().unwrap(),
        set: DirectorySet::Devices,
        fetched: None,
        as_of,
        ended_at: as_of,
        rows: 7,
        bad: 0,
        refused: refused.map(str::to_owned),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_set_has_a_feed_or_is_asked_for() {
    let mut company = Company::open().await;
    let report = company.report().await;
    report.holds("feeds", "devices", "ok", "Discovery asks for them", "");
    report.holds("feeds", "people", "ok", "Discovery asks for them", "");
    let never = "\n[discovery]\nevery_minutes = 0\n";
    let report = company.report_with(|config| config.others += never).await;
    report.holds("feeds", "people", "warning", "each person", "[exports.<feed>]");
    let one = never.to_owned() + &pushed("devices");
    let report = company.report_with(|config| config.others += &one).await;
    report.holds("feeds", "devices", "ok", "The feed devices-feed brings them.", "");
    let nothing = "nothing of the other set";
    report.holds("feeds", "people", "fault", nothing, "set = \"people\"");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_and_what_came_of_it_is_told() {
    let mut company = Company::open().await;
    company.config.others = pushed("devices");
    let check = "devices-feed, last file";
    let report = company.report().await;
    let at = "https://it.example.com/exports/devices-feed, with a bearer token";
    report.holds("feeds", "devices-feed", "ok", at, "");
    report.holds("feeds", check, "skipped", "the database cannot be read", "");
    let file = company.folder.path().join("deskside.db");
    let store = Database::open_file(&file).await.unwrap();
    let report = company.report().await;
    let nothing = "Nothing of it was taken in yet.";
    report.holds("feeds", check, "warning", nothing, "exports list");
    let never = "\n[discovery]\nevery_minutes = 0\n".to_owned() + &pushed("people");
    let report = company.report_with(|config| config.others += &never).await;
    report.holds("feeds", check, "fault", nothing, "exports list");

    let now = SystemClock::default().now();
    let ago = |minutes| now - SignedDuration::from_mins(minutes);
    let (set, hold) = (DirectorySet::Devices, SignedDuration::from_mins(1));
    store.begin_generation(set, "a", hold, now).await.unwrap();
    store
        .put_in_force(&[set], "a", ago(200), "discovery")
        .await
        .unwrap();
    let brings = async |file: BroughtFile| store.note_file(&file, &[]).await.unwrap();
    brings(of_devices("a", ago(200), None)).await;
    let report = company.report().await;
    report.holds("feeds", check, "warning", "It is late.", "data exporter");
    let late = "3 h 20 min ago, and it is late after 2 h 30 min.";
    report.holds("feeds", check, "warning", late, "");
    let other = "In force is what discovery brought";
    report.holds("feeds", check, "warning", other, "");
    brings(of_devices("b", ago(100), None)).await;
    let report = company.report().await;
    report.holds("feeds", check, "ok", "1 h 40 min ago", "");
    brings(of_devices("c", ago(50), Some("it breaks off"))).await;
    let report = company.report().await;
    let refused = "The last file was refused: it breaks off.";
    report.holds("feeds", check, "warning", refused, "exports list");
    assert!(report.succeeded);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_files_are_fetched_is_looked_at() {
    let mut company = Company::open().await;
    let place = company.folder.path().join("exported");
    company.config.others = format!(
        "[exports.all]\nset = 'devices'\nfrom = 'file://{}'\n",
        place.display()
    );
    let report = company.report().await;
    report.holds("feeds", "all", "fault", "exports.all.from", "access");
    fs::create_dir(&place).unwrap();
    let report = company.report().await;
    report.holds("feeds", "all", "warning", "There is no file", "data exporter");
    fs::write(place.join("devices.csv"), "x").unwrap();
    let report = company.report().await;
    let latest = "the latest, devices.csv, was written 0 min ago";
    report.holds("feeds", "all", "ok", latest, "");
    let secret = "a-secret-that-nobody-may-read";
    company.config.others = format!(
        "[exports.all]\nset = 'devices'\nfrom = 's3://acme/devices'\naccess = {{ kind = 's3', region = 'eu', \
         endpoint = 'http://127.0.0.1:1', access_key_id = 'a', secret_access_key = '{secret}' }}\n"
    );
    let report = company.report().await;
    report.holds(
        "feeds",
        "all",
        "fault",
        "Its files cannot be listed",
        "the right to list",
    );
    assert!(!format!("{report:?}").contains(secret));
}

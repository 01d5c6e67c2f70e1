//! `deskside exports`, as a person at a terminal meets it.
#![cfg(test)]

mod place;

use std::process::Output;

use jiff::{SignedDuration, Timestamp};
use service::{BadRow, BroughtFile, Directory as _, DirectorySet, Feeds as _};
use store::Database;

use place::Place;

/// A database beside which no server runs, or one that does: the command cannot tell.
struct Desk {
    place: Place,
    store: Database,
}

fn noon() -> Timestamp {
    "2026-03-07T12:00:00Z".parse().unwrap()
}

impl Desk {
    async fn open() -> Self {
        let credential = "{ kind = 'bearer', token = '0123456789abcdef01234567' }";
        let place = Place::configured(&format!(
            "[database]\nfile = 'deskside.db'\n\
             [exports.all-devices]\nset = 'devices'\ncredential = {credential}\n\
             [exports.who]\nset = 'people'\ncredential = {credential}"
        ));
        let store = Database::open_file(&place.at("deskside.db")).await.unwrap();
        Self { place, store }
    }

    async fn brought(&self, generation: &str, minutes: i64, refused: Option<&str>) {
        let at = noon() + SignedDuration::from_mins(minutes);
        let file = BroughtFile {
            generation: generation.to_owned(),
            feed: "all-devices".parse().unwrap(),
            set: DirectorySet::Devices,
            fetched: None,
            as_of: at,
            ended_at: at,
            rows: 7,
            bad: 1,
            refused: refused.map(str::to_owned),
        };
        let row = BadRow {
            line: 17,
            why: format!("it is \u{1b}[31m{generation}"),
            text: "a\nb".to_owned(),
        };
        self.store.note_file(&file, &[row]).await.unwrap();
    }

    fn exports(&self, arguments: &[&str]) -> Output {
        self.place.command(&["exports"]).args(arguments).output().unwrap()
    }

    /// The words of each line that it says when it succeeds.
    fn said(&self, arguments: &[&str]) -> Vec<String> {
        let output = self.exports(arguments);
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stdout).unwrap();
        let words = said
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        words.collect()
    }
}

#[tokio::test]
async fn what_is_in_force_and_what_came_last_is_listed() {
    let desk = Desk::open().await;
    let (devices, at, hold) = (DirectorySet::Devices, noon(), SignedDuration::from_mins(1));
    desk.store.begin_generation(devices, "a", hold, at).await.unwrap();
    desk.store
        .put_in_force(&[devices], "a", at, "all-devices")
        .await
        .unwrap();
    desk.brought("a", 1, None).await;
    desk.brought("b", 2, Some("it \u{1b}breaks off")).await;
    let listed = desk.said(&["list"]);
    assert_eq!(
        listed[1..],
        [
            "devices 2026-03-07T12:00:00Z 0 all-devices",
            "FEED LAST CAME ROWS BAD WHAT BECAME OF IT",
            "all-devices 2026-03-07T12:02:00Z 7 1 devices refused: it \\u{1b}breaks off",
            "all-devices 2026-03-07T12:01:00Z 7 1 devices taken",
            "who never 0 0",
        ]
    );
}

#[tokio::test]
async fn rows_that_could_not_be_read_are_shown_the_latest_first() {
    let desk = Desk::open().await;
    desk.brought("a", 1, None).await;
    desk.brought("b", 2, Some("no")).await;
    assert_eq!(
        desk.said(&["bad", "all-devices"]),
        [
            "file of 2026-03-07T12:02:00Z (generation b)",
            "17 it is \\u{1b}[31mb: a\\nb",
            "file of 2026-03-07T12:01:00Z (generation a)",
            "17 it is \\u{1b}[31ma: a\\nb",
        ]
    );
    assert!(desk.said(&["bad", "who"]).is_empty());
    let refused = desk.exports(&["bad", "nobody"]);
    assert!(!refused.status.success());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("no feed is called nobody"), "{said}");
}

//! `deskside inbox`, as a person at a terminal meets it.
#![cfg(test)]

mod place;

use std::{fs, process::Output};

use jiff::{SignedDuration, Timestamp};
use service::{Digested, Inbox as _};
use store::Database;

use place::Place;

const HOLD: SignedDuration = SignedDuration::from_secs(60);

/// A database beside which no server runs, or one that does: the command cannot tell.
struct Desk {
    place: Place,
    store: Database,
}

impl Desk {
    async fn open() -> Self {
        let place = Place::configured("[database]\nfile = 'deskside.db'");
        let store = Database::open_file(&place.at("deskside.db")).await.unwrap();
        Self { place, store }
    }

    /// One that came in and could not be read; returns its id.
    async fn quarantined(&self, body: &[u8]) -> i64 {
        let now: Timestamp = "2026-03-07T12:00:00Z".parse().unwrap();
        let source = "acme".parse().unwrap();
        self.store.take_in(&source, body, now).await.unwrap();
        let arrival = self.store.lease_arrivals(1, HOLD, now).await.unwrap().remove(0);
        let fault = Digested::Quarantined("it is \u{1b}[31mnot JSON".into());
        self.store.settle(&arrival, &fault, now).await.unwrap();
        arrival.id
    }

    fn inbox(&self, arguments: &[&str]) -> Output {
        self.place.command(&["inbox"]).args(arguments).output().unwrap()
    }

    /// What it says when it succeeds.
    fn said(&self, arguments: &[&str]) -> String {
        let output = self.inbox(arguments);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What it complains of when it does not.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.inbox(arguments);
        assert!(!output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    async fn waiting(&self) -> Vec<i64> {
        let later = "2026-03-08T12:00:00Z".parse().unwrap();
        let arrivals = self.store.lease_arrivals(100, HOLD, later).await.unwrap();
        arrivals.into_iter().map(|arrival| arrival.id).collect()
    }
}

#[tokio::test]
async fn what_could_not_be_read_is_listed_and_shown_as_it_came() {
    let desk = Desk::open().await;
    let body = b"{\"status\": {{status}}\xff}\n";
    let id = desk.quarantined(body).await;
    let list = desk.said(&["list"]);
    let row: Vec<&str> = list.lines().nth(1).unwrap().split_whitespace().collect();
    let id = id.to_string();
    assert_eq!(row[..5], [&*id, "acme", "2026-03-07T12:00:00Z", "1", "24"]);
    assert!(list.contains("not JSON") && !list.contains('\u{1b}'), "{list:?}");
    assert_eq!(desk.inbox(&["show", &id]).stdout, body);
    assert!(desk.refused(&["show", "99"]).contains("not in quarantine: 99"));
}

#[tokio::test]
async fn one_or_all_are_read_again() {
    let desk = Desk::open().await;
    let mut ids = Vec::new();
    for body in ["1", "2", "3"] {
        ids.push(desk.quarantined(body.as_bytes()).await);
    }
    assert_eq!(
        desk.said(&["replay", &ids[1].to_string()]),
        "1 to be read again\n"
    );
    assert_eq!(desk.waiting().await, [ids[1]]);
    assert!(
        desk.refused(&["replay", &ids[1].to_string()])
            .contains("not in quarantine")
    );
    assert_eq!(desk.said(&["replay", "--all"]), "2 to be read again\n");
    assert_eq!(desk.waiting().await, [ids[0], ids[2]]);
    desk.refused(&["replay"]);
    desk.refused(&["replay", "1", "--all"]);
}

#[tokio::test]
async fn what_is_dropped_is_gone() {
    let desk = Desk::open().await;
    let (first, second) = (desk.quarantined(b"1").await, desk.quarantined(b"2").await);
    let refused = desk.refused(&["drop", &first.to_string(), "99"]);
    assert!(refused.contains("not in quarantine: 99"), "{refused}");
    let kept: Vec<i64> = desk
        .store
        .quarantined()
        .await
        .unwrap()
        .iter()
        .map(|one| one.id)
        .collect();
    assert_eq!(kept, [second], "the other one was dropped all the same");
    desk.refused(&["drop"]);
}

#[tokio::test]
async fn no_database_is_made() {
    let desk = Desk::open().await;
    desk.store.close().await;
    let database = desk.place.at("deskside.db");
    fs::remove_file(&database).unwrap();
    assert!(desk.refused(&["list"]).contains("there is no database"));
    assert!(!database.exists());
}

//! `deskside backup`, beside somebody who writes.
#![cfg(test)]

mod place;

use std::{
    fs,
    process::Output,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use service::Inbox as _;
use store::Database;
use tokio::task::spawn_blocking;

use place::Place;

const ROWS: u32 = 20;

const BACK_UP: &[&str] = &["backup", "--to", "copy.db"];

fn in_file() -> Place {
    Place::configured("[database]\nfile = 'deskside.db'")
}

fn back_up(place: &Place) -> Output {
    place.command(BACK_UP).output().unwrap()
}

fn noon() -> Timestamp {
    "2026-03-07T12:00:00Z".parse().unwrap()
}

async fn take_in(store: &Database, number: u32) {
    let body = number.to_string();
    store
        .take_in(&"acme".parse().unwrap(), body.as_bytes(), noon())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_copy_has_everything_up_to_one_moment_while_somebody_writes() {
    let desk = in_file();
    let store = Database::open_file(&desk.at("deskside.db")).await.unwrap();
    for number in 0..ROWS {
        take_in(&store, number).await;
    }
    let (is_over, written) = (AtomicBool::new(false), AtomicU32::new(ROWS));
    let writing = async {
        while !is_over.load(Ordering::Relaxed) {
            take_in(&store, written.fetch_add(1, Ordering::Relaxed)).await;
        }
    };
    let mut command = desk.command(BACK_UP);
    let copying = async {
        let said = spawn_blocking(move || command.output().unwrap()).await.unwrap();
        is_over.store(true, Ordering::Relaxed);
        said
    };
    let ((), said) = tokio::join!(writing, copying);
    assert!(said.status.success(), "{said:?}");
    let copy = desk.at("copy.db");
    let bytes = fs::metadata(&copy).unwrap().len();
    let said = String::from_utf8(said.stdout).unwrap();
    assert_eq!(said, format!("copy.db: {bytes} bytes\n"));
    assert!(!desk.at("copy.db.part").exists());

    let copy = Database::open_file(&copy).await.unwrap();
    let hold = SignedDuration::from_secs(60);
    let arrivals = copy.lease_arrivals(1_000_000, hold, noon()).await.unwrap();
    let bodies: Vec<String> = arrivals
        .iter()
        .map(|arrival| String::from_utf8(arrival.body.clone()).unwrap())
        .collect();
    let all: Vec<String> = (0..bodies.len()).map(|number| number.to_string()).collect();
    assert_eq!(bodies, all, "none is missing before the moment of the copy");
    let count = u32::try_from(bodies.len()).unwrap();
    assert!((ROWS..=written.into_inner()).contains(&count), "{count}");
}

#[tokio::test]
async fn nothing_is_overwritten_and_nobody_else_may_read_it() {
    let desk = in_file();
    Database::open_file(&desk.at("deskside.db"))
        .await
        .unwrap()
        .close()
        .await;
    fs::write(desk.at("copy.db"), "of yesterday").unwrap();
    let said = back_up(&desk);
    let error = String::from_utf8(said.stderr).unwrap();
    assert!(
        !said.status.success() && error.contains("is there already"),
        "{error}"
    );
    assert_eq!(fs::read_to_string(desk.at("copy.db")).unwrap(), "of yesterday");

    fs::remove_file(desk.at("copy.db")).unwrap();
    assert!(back_up(&desk).status.success());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(desk.at("copy.db")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn what_cannot_be_copied_leaves_nothing_that_looks_like_a_copy() {
    let desk = in_file();
    let error = String::from_utf8(back_up(&desk).stderr).unwrap();
    assert!(error.contains("there is no database"), "{error}");
    fs::write(
        desk.at("deskside.db"),
        "no database at all, but long enough to be looked at ".repeat(99),
    )
    .unwrap();
    let said = back_up(&desk);
    assert!(!said.status.success(), "{said:?}");
    for name in ["copy.db", "copy.db.part"] {
        assert!(!desk.at(name).exists(), "{name}");
    }
}

#[test]
fn of_a_postgres_it_says_what_to_use_instead() {
    let desk = Place::configured("[database]\nurl = 'postgres://desk:very-secret@127.0.0.1:1/deskside'");
    let said = back_up(&desk);
    let error = String::from_utf8(said.stderr).unwrap();
    assert!(!said.status.success() && error.contains("pg_dump"), "{error}");
    assert!(!error.contains("very-secret"), "{error}");
}

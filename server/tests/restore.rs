//! `deskside restore`, of copies that are good and of ones that are not.
#![cfg(test)]

mod place;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use domain::{Execution, Launch, NewExecution, State};
use jiff::{SignedDuration, Timestamp};
use service::{Draft, Inbox as _, Store as _, make_unsure};
use sqlx::{Connection as _, Executor as _};
use store::{Database, RestoreError, Restoring};
use throwaway_postgres::Cluster;

use place::Place;

struct Desk(Place);

impl Desk {
    fn configured(database: &str) -> Self {
        Self(Place::configured(&format!("[database]\n{database}")))
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.at(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.0.command(arguments).output().unwrap()
    }

    fn restore(&self, arguments: &[&str]) -> Output {
        self.run(&[&["restore"], arguments].concat())
    }

    /// It is refused with these words, and every file is what it was.
    fn refused(&self, arguments: &[&str], words: &str) {
        let before = self.files();
        let said = self.restore(arguments);
        let error = String::from_utf8(said.stderr).unwrap();
        assert!(!said.status.success() && error.contains(words), "{error}");
        assert_eq!(self.files(), before, "{words}");
    }

    /// All files with what they hold, but for the lock, which is empty.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut files: Vec<_> = entries
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_none_or(|end| end != "lock"))
            .map(|path| {
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                (name, fs::read(path).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    fn names(&self, with: &str) -> Vec<String> {
        let names = self.files().into_iter().map(|(name, _)| name);
        names.filter(|name| name.contains(with)).collect()
    }
}

fn noon() -> Timestamp {
    "2026-03-07T12:00:00Z".parse().unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

async fn queued(store: &Database) -> Execution {
    let id = "00000001-0000-4000-8000-000000000000";
    let order = NewExecution {
        id: id.parse().unwrap(),
        employee: "robin@example.com".parse().unwrap(),
        device: "30adce7c-0000-4000-8000-000000000001".parse().unwrap(),
        device_name: "LAPTOP".into(),
        remedy: "free-up-space".parse().unwrap(),
        launch: Launch::RemoteAction("disk_cleanup".parse().unwrap()),
        parameters: Default::default(),
        proof: None,
        before: None,
        created_at: noon(),
        expires_at: noon() + SignedDuration::from_hours(1),
        diagnosis: None,
        planned_for: None,
        agreed: None,
        asks: None,
    };
    let execution = Execution::new(order);
    let draft = Draft {
        execution: execution.clone(),
        key: id.parse().unwrap(),
        person: None,
    };
    store.place(&draft, noon()).await.unwrap();
    execution
}

async fn take_in(store: &Database, body: &str) {
    let source = "acme".parse().unwrap();
    store.take_in(&source, body.as_bytes(), noon()).await.unwrap();
}

/// What came in that is there.
async fn held(file: &Path) -> Vec<String> {
    let store = Database::open_file(file).await.unwrap();
    let hold = SignedDuration::from_secs(1);
    let arrivals = store.lease_arrivals(100, hold, noon()).await.unwrap();
    store.close().await;
    let bodies = arrivals
        .into_iter()
        .map(|arrival| String::from_utf8(arrival.body).unwrap());
    bodies.collect()
}

/// A desk with a queued execution, a copy of it, and something that came later, which is in the log only.
async fn backed_up() -> (Desk, Execution) {
    let desk = Desk::configured("file = 'deskside.db'");
    let file = desk.at("deskside.db");
    let store = Database::open_file(&file).await.unwrap();
    let run = queued(&store).await;
    take_in(&store, "before").await;
    let backup = desk.run(&["backup", "--to", "copy.db"]);
    assert!(backup.status.success(), "{backup:?}");
    take_in(&store, "after").await;
    let log = |file: &Path| file.with_extension("db-wal");
    // As a process leaves it that is killed.
    let kept = desk.at("kept.db");
    fs::copy(&file, &kept).unwrap();
    fs::copy(log(&file), log(&kept)).unwrap();
    store.close().await;
    fs::rename(&kept, &file).unwrap();
    fs::rename(log(&kept), log(&file)).unwrap();
    (desk, run)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_copy_is_in_place_what_was_there_is_kept_and_nothing_is_sent_again() {
    let (desk, run) = backed_up().await;
    let copy = fs::read(desk.at("copy.db")).unwrap();
    let said = said(&desk.restore(&["--from", "copy.db"]));
    assert!(
        said.contains("1 executions and 0 hand-overs may have been sent"),
        "{said}"
    );
    let aside = desk.names(".before-restore-");
    assert_eq!(aside.len(), 2, "the database and its log: {aside:?}");
    assert!(
        said.contains(&format!("what was there is called {} now", aside[0])),
        "{said}"
    );
    assert!(desk.names("restor").iter().all(|name| aside.contains(name)));
    assert_eq!(
        fs::read(desk.at("copy.db")).unwrap(),
        copy,
        "the copy is left as it is"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(desk.at("deskside.db")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    let (store, _ownership) = Database::take_over(&desk.at("deskside.db")).await.unwrap();
    let hold = SignedDuration::from_mins(1);
    let soon = Timestamp::MAX - SignedDuration::from_hours(24 * 365);
    assert!(store.lease(10, hold, soon).await.unwrap().is_empty());
    let found = store.execution(&run.order.id).await.unwrap().unwrap();
    assert_eq!(found.state(), State::Unsure);
    store.close().await;
    assert_eq!(held(&desk.at("deskside.db")).await, ["before"]);
    assert_eq!(held(&desk.at(&aside[0])).await, ["before", "after"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_sound_copy_is_refused_and_nothing_is_changed() {
    let (desk, _) = backed_up().await;
    desk.refused(&["--from", "none.db"], "there is no file");
    desk.refused(&["--from", "./deskside.db"], "it is the database itself");
    fs::write(desk.at("noise.db"), "no database at all ".repeat(999)).unwrap();
    desk.refused(&["--from", "noise.db"], "it is not sound");

    let mut torn = fs::read(desk.at("copy.db")).unwrap();
    let middle = torn.len() / 2;
    torn[middle..].fill(0x5a);
    fs::write(desk.at("torn.db"), torn).unwrap();
    desk.refused(&["--from", "torn.db"], "it is not sound");
    fs::write(desk.at("empty.db"), "").unwrap();
    desk.refused(&["--from", "empty.db"], "it is no database of Deskside");

    fs::copy(desk.at("copy.db"), desk.at("in-use.db")).unwrap();
    fs::write(desk.at("in-use.db-wal"), "of somebody who writes").unwrap();
    desk.refused(&["--from", "in-use.db"], "in-use.db-wal lies beside it");

    let newer = format!("sqlite:{}", desk.at("newer.db").display());
    fs::copy(desk.at("copy.db"), desk.at("newer.db")).unwrap();
    let pool = sqlx::SqlitePool::connect(&newer).await.unwrap();
    sqlx::query("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1")
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    desk.refused(&["--from", "newer.db"], "cannot be brought up to date");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_worked_on_is_left_alone() {
    let (desk, _) = backed_up().await;
    let (store, _ownership) = Database::take_over(&desk.at("deskside.db")).await.unwrap();
    for arguments in [["--from", "copy.db"].as_slice(), &["--mark-only"]] {
        desk.refused(arguments, "another process works on it");
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_server_starts_while_it_is_half_done_and_a_second_try_ends_it() {
    let (desk, _) = backed_up().await;
    // As it is left when the power goes between the two.
    fs::rename(desk.at("deskside.db"), desk.at("deskside.db.before-restore-x")).unwrap();
    fs::copy(desk.at("copy.db"), desk.at("deskside.db.restoring")).unwrap();
    let refused = Database::take_over(&desk.at("deskside.db")).await.unwrap_err();
    assert!(refused.to_string().contains("a restore broke off"), "{refused}");
    let migrated = desk.run(&["migrate"]);
    assert!(
        !migrated.status.success() && !desk.at("deskside.db").exists(),
        "{migrated:?}"
    );
    said(&desk.restore(&["--from", "copy.db"]));
    assert_eq!(held(&desk.at("deskside.db")).await, ["before"]);
    assert!(!desk.at("deskside.db.restoring").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_try_keeps_what_was_there_with_its_log() {
    let (desk, _) = backed_up().await;
    // As it is left when the power goes after the log was put aside.
    fs::rename(
        desk.at("deskside.db-wal"),
        desk.at("deskside.db.before-restore-20260307T110000Z-wal"),
    )
    .unwrap();
    fs::copy(desk.at("copy.db"), desk.at("deskside.db.restoring")).unwrap();
    let said = said(&desk.restore(&["--from", "copy.db"]));
    assert!(said.contains("before-restore-20260307T110000Z now"), "{said}");
    let aside = desk.at("deskside.db.before-restore-20260307T110000Z");
    assert_eq!(held(&aside).await, ["before", "after"]);
    assert_eq!(held(&desk.at("deskside.db")).await, ["before"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_whose_marks_are_not_in_it_is_not_put_in_place() {
    let (desk, _) = backed_up().await;
    let before = fs::read(desk.at("deskside.db")).unwrap();
    let file = desk.at("deskside.db");
    let restoring = Restoring::prepare(&file, &desk.at("copy.db")).await.unwrap();
    // As a scanner does that reads what is new on the disk.
    let url = format!("sqlite:{}", desk.at("deskside.db.restore-part").display());
    let reader = sqlx::SqlitePool::connect(&url).await.unwrap();
    let mut reading = reader.begin().await.unwrap();
    sqlx::query("SELECT COUNT(*) FROM executions")
        .execute(&mut *reading)
        .await
        .unwrap();
    make_unsure(&restoring.store, noon()).await.unwrap();
    let refused = restoring.put_in_place(noon()).await.unwrap_err();
    assert!(matches!(refused, RestoreError::Log(_)), "{refused:?}");
    drop(reading);
    reader.close().await;
    assert_eq!(fs::read(&file).unwrap(), before);
    assert!(desk.names(".restor").is_empty() && desk.names("before-restore").is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_put_in_place_by_hand_is_marked() {
    let (desk, run) = backed_up().await;
    let said = said(&desk.restore(&["--mark-only"]));
    assert!(said.contains("1 executions and 0 hand-overs"), "{said}");
    let store = Database::open_file(&desk.at("deskside.db")).await.unwrap();
    let found = store.execution(&run.order.id).await.unwrap().unwrap();
    assert_eq!(found.state(), State::Unsure);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dump_that_was_put_back_is_marked_and_may_be_worked_on() {
    let cluster = Cluster::start().unwrap();
    let original = cluster.url();
    let (cluster_url, _) = original.rsplit_once('/').unwrap();
    let mut past = sqlx::PgConnection::connect(&original).await.unwrap();
    past.execute("CREATE DATABASE desk").await.unwrap();
    let at = |name: &str| format!("{cluster_url}/{name}");
    let open = async |name: &str| {
        Database::connect(&at(name).parse().unwrap(), store::LEAST_CONNECTIONS)
            .await
            .unwrap()
    };
    let store = open("desk").await;
    let run = queued(&store).await;
    store.close().await;
    // Whoever it was connected to may notice a moment later.
    while past.execute("CREATE DATABASE copy TEMPLATE desk").await.is_err() {}

    let desk = Desk::configured(&format!("url = '{}'", at("copy")));
    let marked = said(&desk.restore(&["--mark-only"]));
    assert!(marked.contains("1 executions and 0 hand-overs"), "{marked}");
    let store = open("copy").await;
    assert!(!store.is_copy().await.unwrap());
    let found = store.execution(&run.order.id).await.unwrap().unwrap();
    assert_eq!(found.state(), State::Unsure);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_is_marked_unless_a_server_works_on_it() {
    let cluster = Cluster::start().unwrap();
    let url = cluster.url();
    let desk = Desk::configured(&format!("url = '{url}'"));
    desk.refused(&["--from", "copy.db"], "pg_restore");
    let store = Database::connect(&url.parse().unwrap(), store::LEAST_CONNECTIONS)
        .await
        .unwrap();
    let run = queued(&store).await;
    let led = store.try_lead("watching").await.unwrap().unwrap();
    desk.refused(&["--mark-only"], "a server works on the database");
    drop(led);
    // The lock goes with the connection, which the database may notice a moment later.
    let marked = loop {
        let output = desk.restore(&["--mark-only"]);
        if !String::from_utf8_lossy(&output.stderr).contains("a server works on the database") {
            break said(&output);
        }
    };
    assert!(marked.contains("1 executions and 0 hand-overs"), "{marked}");
    let found = store.execution(&run.order.id).await.unwrap().unwrap();
    assert_eq!(found.state(), State::Unsure);
    store.close().await;
}

//! `deskside backup`, beside somebody who writes.
#![cfg(test)]

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use service::Inbox as _;
use store::Database;
use tempfile::TempDir;
use tokio::task::spawn_blocking;

const ROWS: u32 = 20;

struct Desk(TempDir);

impl Desk {
    fn configured(database: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let config = format!(
            "[tenant]\napi_url = 'http://127.0.0.1:1'\nclient_id = 'a'\nclient_secret = 'b'\n\
             [identity.proxy]\nnetworks = ['10.0.0.1/32']\nuser_header = 'x-user'\n[database]\n{database}\n"
        );
        fs::write(folder.path().join("deskside.toml"), config).unwrap();
        Self(folder)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskside"));
        command.current_dir(self.0.path());
        command.args(["backup", "--config", "deskside.toml", "--to", "copy.db"]);
        command
    }

    fn back_up(&self) -> Output {
        self.command().output().unwrap()
    }
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
    let desk = Desk::configured("file = 'deskside.db'");
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
    let mut command = desk.command();
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
    let desk = Desk::configured("file = 'deskside.db'");
    Database::open_file(&desk.at("deskside.db"))
        .await
        .unwrap()
        .close()
        .await;
    fs::write(desk.at("copy.db"), "of yesterday").unwrap();
    let said = desk.back_up();
    let error = String::from_utf8(said.stderr).unwrap();
    assert!(
        !said.status.success() && error.contains("is there already"),
        "{error}"
    );
    assert_eq!(fs::read_to_string(desk.at("copy.db")).unwrap(), "of yesterday");

    fs::remove_file(desk.at("copy.db")).unwrap();
    assert!(desk.back_up().status.success());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(desk.at("copy.db")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn what_cannot_be_copied_leaves_nothing_that_looks_like_a_copy() {
    let desk = Desk::configured("file = 'deskside.db'");
    let error = String::from_utf8(desk.back_up().stderr).unwrap();
    assert!(error.contains("there is no database"), "{error}");
    fs::write(
        desk.at("deskside.db"),
        "no database at all, but long enough to be looked at ".repeat(99),
    )
    .unwrap();
    let said = desk.back_up();
    assert!(!said.status.success(), "{said:?}");
    for name in ["copy.db", "copy.db.part"] {
        assert!(!desk.at(name).exists(), "{name}");
    }
}

#[test]
fn of_a_postgres_it_says_what_to_use_instead() {
    let desk = Desk::configured("url = 'postgres://desk:very-secret@127.0.0.1:1/deskside'");
    let said = desk.back_up();
    let error = String::from_utf8(said.stderr).unwrap();
    assert!(!said.status.success() && error.contains("pg_dump"), "{error}");
    assert!(!error.contains("very-secret"), "{error}");
}

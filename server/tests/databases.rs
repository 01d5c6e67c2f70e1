//! `deskside migrate` and `deskside move`, as a person at a terminal meets them.
#![cfg(test)]

mod place;

use std::{
    path::{Path, PathBuf},
    process::Output,
};

use service::{EventKind, Store as _};
use store::Database;
use throwaway_postgres::Cluster;

use place::Place;

/// A folder with a configuration that names one database.
struct Desk(Place);

impl Desk {
    fn new(database: &str) -> Self {
        Self(Place::configured(&format!("[database]\n{database}")))
    }

    fn file(&self) -> PathBuf {
        self.0.at("deskside.db")
    }

    fn run(&self, command: &str, arguments: &[&Path]) -> Output {
        self.0.command(&[command]).args(arguments).output().unwrap()
    }

    /// What it says when it succeeds.
    fn said(&self, command: &str, arguments: &[&Path]) -> String {
        let output = self.run(command, arguments);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What it complains of when it does not.
    fn refused(&self, command: &str, arguments: &[&Path]) -> String {
        let output = self.run(command, arguments);
        assert!(!output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

fn in_file() -> Desk {
    Desk::new("file = 'deskside.db'")
}

fn in_postgres(cluster: &Cluster) -> Desk {
    Desk::new(&format!("url = '{}'", cluster.url()))
}

#[test]
fn a_file_is_made_and_brought_up_to_date_once() {
    let desk = in_file();
    assert!(desk.said("migrate", &[]).contains("0001 first"));
    assert_eq!(desk.said("migrate", &[]), "the database is up to date\n");
}

#[tokio::test]
async fn what_a_server_works_on_is_not_touched() {
    let desk = in_file();
    let _held = Database::take_over(&desk.file()).await.unwrap();
    let said = desk.refused("migrate", &[]);
    assert!(said.contains("stop the other process"), "{said}");
}

#[test]
fn a_postgres_is_brought_up_to_date_once() {
    let cluster = Cluster::start().unwrap();
    let desk = in_postgres(&cluster);
    let beside = desk.refused("inbox", &["list".as_ref()]);
    assert!(beside.contains("the database cannot be used"), "{beside}");
    assert!(desk.said("migrate", &[]).contains("0001 first"));
    assert_eq!(desk.said("migrate", &[]), "the database is up to date\n");
    assert!(desk.said("inbox", &["list".as_ref()]).contains("SOURCE"));
    assert!(desk.said("sessions", &["list".as_ref()]).contains("EMPLOYEE"));
}

#[tokio::test]
async fn a_file_is_moved_and_both_are_said() {
    let cluster = Cluster::start().unwrap();
    let (file, desk) = (in_file(), in_postgres(&cluster));
    let from = Database::open_file(&file.file()).await.unwrap();
    let robin = "robin@example.com".parse().unwrap();
    for _ in 0..3 {
        let at = "2026-03-07T12:00:00Z".parse().unwrap();
        from.append(&robin, &EventKind::Figures, at).await.unwrap();
    }
    from.close().await;
    let file_name = file.file();
    let arguments = ["--from".as_ref(), file_name.as_path()];
    let said = desk.said("move", &arguments);
    assert!(said.contains("events               3"), "{said}");
    assert!(said.contains("deskside.db.moved"), "{said}");
    assert!(!file.file().exists());
    assert!(desk.refused("move", &arguments).contains("there is no database"));
}

#[tokio::test]
async fn nothing_is_moved_into_what_is_not_empty_or_from_what_is_in_use() {
    let cluster = Cluster::start().unwrap();
    let (file, desk) = (in_file(), in_postgres(&cluster));
    let file_name = file.file();
    let arguments = ["--from".as_ref(), file_name.as_path()];
    let held = Database::take_over(&file_name).await.unwrap();
    assert!(desk.refused("move", &arguments).contains("stop the server"));
    drop(held);
    let into = Database::connect(&cluster.url().parse().unwrap(), 2)
        .await
        .unwrap();
    let at = "2026-03-07T12:00:00Z".parse().unwrap();
    into.append(&"kim@example.com".parse().unwrap(), &EventKind::Figures, at)
        .await
        .unwrap();
    let said = desk.refused("move", &arguments);
    assert!(
        said.contains("events has rows") && said.contains("an empty database"),
        "{said}"
    );
    assert!(file_name.exists());
}

#[test]
fn a_file_is_nowhere_to_move_to() {
    let desk = in_file();
    let said = desk.refused("move", &["--from".as_ref(), "other.db".as_ref()]);
    assert!(said.contains("database.url is not set"), "{said}");
}

#[test]
fn a_postgres_that_does_not_answer_is_named_without_its_password() {
    let desk = Desk::new("url = 'postgres://desk:very-secret@127.0.0.1:1/deskside'");
    let said = desk.refused("migrate", &[]);
    assert!(
        said.contains("deskside at 127.0.0.1:1") && said.contains("refused"),
        "{said}"
    );
    assert!(!said.contains("very-secret"), "{said}");
}

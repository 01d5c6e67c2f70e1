//! An SQLite file moves into PostgreSQL whole, once, and nobody works on it after that.

use std::{fs, path::PathBuf};

use domain::{Favourite, Feedback, FeedbackOn};
use service::{
    BadRow, BroughtFile, Caller, Diagnoses as _, Digested, DirectorySet, EventKind, Feeds as _, Inbox as _,
    Meters as _, Personal as _, Store as _, Tallies as _, Tally,
};
use store::{Database, MoveError, Moved, TakeOverError};
use tempfile::TempDir;

use crate::{
    diagnoses,
    hand_overs::{self, about_run, handed},
    support::{
        Backend as _, HOLD, PostgresDatabase, Press, accepted, advance, at, events_of, lease, lease_one,
        press, refused, robin, uuid,
    },
};

struct Move {
    folder: TempDir,
    into: PostgresDatabase,
}

impl Move {
    fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            into: PostgresDatabase::new(),
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("deskside.db")
    }

    async fn from(&self) -> Database {
        Database::open_file(&self.file()).await.unwrap()
    }

    async fn run(&self) -> (Database, Result<Moved, MoveError>) {
        let into = self.into.database().await;
        let moved = into.move_from(&self.file()).await;
        (into, moved)
    }
}

/// Something of everything, and what was there before.
async fn fill(from: &Database) {
    for id in 1..=3 {
        let execution = press(id).placed(from).await;
        if id < 3 {
            advance(from, execution, refused(), id.into()).await;
        }
    }
    let sent = Press {
        device: 2,
        ..press(4)
    };
    advance(from, sent.placed(from).await, accepted(), 1).await;
    let look = diagnoses::look(50, &[]);
    from.place_diagnosis(&look, at(0)).await.unwrap();
    from.note_found(&look.diagnosis.id, true).await.unwrap();
    hand_overs::place(from, &handed(60, about_run(1))).await;
    for (body, fault) in [("read", None), ("kept", Some("not\0 read")), ("last", None)] {
        from.take_in(&"acme".parse().unwrap(), body.as_bytes(), at(0))
            .await
            .unwrap();
        let arrival = from.lease_arrivals(1, HOLD, at(1)).await.unwrap().remove(0);
        let digested = fault.map_or(Digested::Read, |fault| Digested::Quarantined(fault.into()));
        from.settle(&arrival, &digested, at(2)).await.unwrap();
    }
    from.keep_token(&Caller::Hook("acme".parse().unwrap()), "token", at(9_000))
        .await
        .unwrap();
    let said = Feedback {
        helped: true,
        note: None,
        at: at(3),
    };
    from.keep_feedback(&robin(), &FeedbackOn::Execution(uuid(1)), &said)
        .await
        .unwrap();
    let favourite = Favourite::Topic("slow".parse().unwrap());
    from.mark(&robin(), &favourite, true, at(3)).await.unwrap();
    from.remember_device(&robin(), &uuid(2), at(3)).await.unwrap();
    assert!(from.keep_meter("nql", "{}", None).await.unwrap());
    let brought = BroughtFile {
        generation: "a".to_owned(),
        feed: "acme".parse().unwrap(),
        set: DirectorySet::People,
        fetched: None,
        as_of: at(1),
        ended_at: at(2),
        rows: 3,
        bad: 1,
        refused: None,
    };
    let bad = BadRow {
        line: 2,
        why: "no\0 number".to_owned(),
        text: "x".to_owned(),
    };
    from.note_file(&brought, &[bad]).await.unwrap();
}

/// What it all comes to; counts come in no order.
async fn tally(database: &Database) -> Tally {
    let mut tally = database.tally(at(-9), HOLD, at(9)).await.unwrap();
    tally.runs.sort_by_key(|runs| format!("{runs:?}"));
    tally
}

#[tokio::test]
async fn everything_is_there_and_is_still_to_be_sent_once() {
    let moving = Move::new();
    let from = moving.from().await;
    fill(&from).await;
    let (open, events) = (from.open().await.unwrap(), events_of(&from, &robin()).await);
    let tally = tally(&from).await;
    let listed = from.executions_of(&robin(), 99).await.unwrap();
    let favourites = from.preferences(&robin()).await.unwrap();
    let files = from.last_files().await.unwrap();
    lease(&from, 0).await;
    from.close().await;

    let (into, moved) = moving.run().await;
    let rows = moved.unwrap().rows;
    for (table, expected) in [
        ("executions", 4),
        ("outbox", 1),
        ("inbox", 3),
        ("favourites", 1),
        ("meters", 1),
        ("feed_files", 1),
        ("feed_bad_rows", 1),
    ] {
        assert!(rows.contains(&(table, expected)), "{table}: {rows:?}");
    }
    assert!(rows.contains(&("events", events.len() as u64)), "{rows:?}");
    assert_eq!(into.open().await.unwrap(), open);
    assert_eq!(into.executions_of(&robin(), 99).await.unwrap(), listed);
    assert_eq!(events_of(&into, &robin()).await, events);
    assert_eq!(self::tally(&into).await, tally);
    assert_eq!(into.preferences(&robin()).await.unwrap(), favourites);
    assert_eq!(into.last_files().await.unwrap(), files);
    assert_eq!(into.quarantined().await.unwrap().len(), 1);
    assert!(
        into.knows_token(&Caller::Hook("acme".parse().unwrap()), "token", at(1))
            .await
            .unwrap()
    );
    assert_eq!(into.meter("nql").await.unwrap().unwrap().revision, 1);
    let leased = lease_one(&into, 1).await;
    assert_eq!(
        leased.attempt, 2,
        "nobody holds it any more, and it is known that somebody did"
    );
    assert_eq!(
        hand_overs::lease_one(&into, 61).await.hand_over.order.id,
        uuid(60)
    );
}

#[tokio::test]
async fn counts_go_on_also_where_the_last_rows_are_gone() {
    let moving = Move::new();
    let from = moving.from().await;
    fill(&from).await;
    let message = lease_one(&from, 1).await.message;
    let mut last = 0;
    for _ in 0..3 {
        last = from.append(&robin(), &EventKind::Figures, at(1)).await.unwrap();
    }
    from.forget(at(1), at(5_000), at(1)).await.unwrap();
    from.close().await;
    let (into, moved) = moving.run().await;
    moved.unwrap();
    assert_eq!(into.last_event().await.unwrap(), last);
    assert_eq!(
        into.append(&robin(), &EventKind::Figures, at(2)).await.unwrap(),
        last + 1
    );
    Press {
        device: 9,
        ..press(9)
    }
    .placed(&into)
    .await;
    assert!(lease(&into, 1).await.iter().all(|lease| lease.message >= message));
    into.take_in(&"acme".parse().unwrap(), b"new", at(3))
        .await
        .unwrap();
    let arrival = into.lease_arrivals(1, HOLD, at(3)).await.unwrap().remove(0);
    assert_eq!(arrival.id, 4);
}

#[tokio::test]
async fn no_table_is_forgotten() {
    let moving = Move::new();
    moving.from().await.close().await;
    let (_into, moved) = moving.run().await;
    let mut moved: Vec<&str> = moved.unwrap().rows.iter().map(|(table, _)| *table).collect();
    // Which database it is, who fails to sign in and whose turn it is for some seconds is no matter of the file.
    let learned_anew = [
        "this_database",
        "failures",
        "turns",
        "directory_sets",
        "directory_devices_0",
        "directory_devices_1",
        "directory_people_0",
        "directory_people_1",
        "discovery",
    ];
    moved.extend(learned_anew);
    moved.sort_unstable();
    let there: Vec<String> = sqlx::query_scalar(
        "SELECT tablename::text FROM pg_tables
         WHERE schemaname = current_schema() AND tablename NOT IN ('_sqlx_migrations', 'event_ids') ORDER BY 1",
    )
    .fetch_all(&mut moving.into.connection().await)
    .await
    .unwrap();
    assert_eq!(there, moved);
}

#[tokio::test]
async fn the_file_is_put_aside() {
    let moving = Move::new();
    moving.from().await.close().await;
    let (into, moved) = moving.run().await;
    assert_eq!(
        moved.unwrap().put_aside,
        moving.folder.path().join("deskside.db.moved")
    );
    assert!(!moving.file().exists());
    let again = into.move_from(&moving.file()).await;
    assert!(matches!(again, Err(MoveError::Absent(_))), "{again:?}");
}

#[tokio::test]
async fn what_a_server_works_on_stays() {
    let moving = Move::new();
    let held = Database::take_over(&moving.file()).await.unwrap();
    let (into, refused) = moving.run().await;
    assert!(
        matches!(refused, Err(MoveError::TakeOver(TakeOverError::InUse))),
        "{refused:?}"
    );
    drop(held);
    assert_eq!(into.last_event().await.unwrap(), 0);
    assert!(moving.file().exists());
}

#[tokio::test]
async fn where_something_is_nothing_moves() {
    let moving = Move::new();
    let from = moving.from().await;
    press(1).placed(&from).await;
    from.close().await;
    let into = moving.into.database().await;
    assert!(into.keep_meter("nql", "{}", None).await.unwrap());
    let refused = into.move_from(&moving.file()).await;
    assert!(
        matches!(refused, Err(MoveError::NotEmpty("meters"))),
        "{refused:?}"
    );
    assert!(into.open().await.unwrap().is_empty());
    assert!(moving.file().exists());
}

#[tokio::test]
async fn what_breaks_off_leaves_nothing_behind() {
    let moving = Move::new();
    let from = moving.from().await;
    press(1).placed(&from).await;
    from.close().await;
    let into = moving.into.database().await;
    // The name that it would be given is taken by what cannot be replaced.
    fs::create_dir(moving.folder.path().join("deskside.db.moved")).unwrap();
    let refused = into.move_from(&moving.file()).await;
    assert!(matches!(refused, Err(MoveError::PutAside(_))), "{refused:?}");
    assert!(into.open().await.unwrap().is_empty());
    assert_eq!(lease(&moving.from().await, 1).await.len(), 1);
}

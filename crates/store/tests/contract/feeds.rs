//! What a feed has brought is noted, the rows that could not be read with it, for a while.

use service::{BadRow, BroughtFile, DirectorySet, FileFate, FileVersion, Store};

use crate::support::{Backend, FEED_SETS, FEEDS, HOLD, at};

fn file(generation: &str, feed: &str, seconds: i64, refused: Option<&str>) -> BroughtFile {
    BroughtFile {
        generation: generation.to_owned(),
        feed: feed.parse().unwrap(),
        set: DirectorySet::Devices,
        fetched: None,
        as_of: at(seconds - 5),
        ended_at: at(seconds),
        rows: if refused.is_none() { 7 } else { 0 },
        bad: 2,
        refused: refused.map(str::to_owned),
    }
}

fn bad(lines: u64) -> Vec<BadRow> {
    let row = |line| BadRow {
        line,
        why: format!("it is \"{line}\", not \u{1f6b2}"),
        text: "a,b".to_owned(),
    };
    (1..=lines).map(row).collect()
}

async fn lines(store: &dyn Store, feed: &str, limit: u32) -> Vec<(String, u64)> {
    let rows = store.bad_rows(&feed.parse().unwrap(), limit).await.unwrap();
    rows.into_iter()
        .map(|kept| (kept.generation, kept.row.line))
        .collect()
}

async fn last(store: &dyn Store) -> Vec<String> {
    let files = store.last_files().await.unwrap();
    files.into_iter().map(|file| file.generation).collect()
}

pub async fn a_file_is_noted_with_its_bad_rows(backend: &impl Backend) {
    let store = backend.open().await;
    let fetched = BroughtFile {
        fetched: Some(FileVersion {
            name: "2026/devices.csv".to_owned(),
            version: "\"etag\" 12".to_owned(),
        }),
        ..file("a", "acme", 10, None)
    };
    store.note_file(&fetched, &bad(2)).await.unwrap();
    let acme = "acme".parse().unwrap();
    let known = fetched.fetched.clone().unwrap();
    let (devices, people) = (DirectorySet::Devices, DirectorySet::People);
    let fate = async |feed, set, file| store.fate_of(feed, set, file).await.unwrap();
    assert_eq!(fate(&acme, devices, &known).await, Some(FileFate::Taken));
    assert_eq!(
        fate(&acme, people, &known).await,
        None,
        "as another set it may be one"
    );
    let changed = FileVersion {
        version: "\"etag\" 13".to_owned(),
        ..known.clone()
    };
    assert_eq!(fate(&acme, devices, &changed).await, None);
    let other = "other".parse().unwrap();
    assert_eq!(fate(&other, devices, &known).await, None);
    let refused = BroughtFile {
        fetched: Some(changed.clone()),
        ..file("b", "other", 11, Some("it breaks off"))
    };
    store.note_file(&refused, &[]).await.unwrap();
    assert_eq!(fate(&other, devices, &changed).await, Some(FileFate::Refused));
    assert_eq!(store.last_files().await.unwrap(), [fetched, refused]);
    let kept = store.bad_rows(&"acme".parse().unwrap(), 9).await.unwrap();
    assert!(
        kept.iter()
            .all(|kept| kept.generation == "a" && kept.ended_at == at(10))
    );
    let rows: Vec<BadRow> = kept.into_iter().map(|kept| kept.row).collect();
    assert_eq!(rows, bad(2));
    assert_eq!(lines(&*store, "other", 9).await, []);
}

pub async fn a_bad_row_may_hold_any_character(backend: &impl Backend) {
    let store = backend.open().await;
    let row = BadRow {
        line: 3,
        why: "a\0b".to_owned(),
        text: "\0\u{1b}[31m\u{1f6b2}\"\\".to_owned(),
    };
    store
        .note_file(&file("a", "acme", 1, Some("\0")), &[row])
        .await
        .unwrap();
    let kept = store.bad_rows(&"acme".parse().unwrap(), 9).await.unwrap();
    let text = &kept[0].row.text;
    assert!(text.ends_with("\u{1b}[31m\u{1f6b2}\"\\"), "{text:?}");
}

pub async fn the_last_of_each_kind_is_told_and_the_latest_rows_come_first(backend: &impl Backend) {
    let store = backend.open().await;
    for (generation, feed, seconds, refused) in [
        ("a", "acme", 1, None),
        ("b", "acme", 3, None),
        ("c", "acme", 2, Some("no")),
        ("d", "acme", 4, Some("no")),
        ("e", "other", 1, Some("no")),
    ] {
        let file = file(generation, feed, seconds, refused);
        store.note_file(&file, &bad(2)).await.unwrap();
    }
    let of_people = BroughtFile {
        set: DirectorySet::People,
        ..file("f", "acme", 0, None)
    };
    store.note_file(&of_people, &[]).await.unwrap();
    assert_eq!(last(&*store).await, ["d", "b", "f", "e"], "and of each set");
    let found = lines(&*store, "acme", 5).await;
    let expected = [("d", 1), ("d", 2), ("b", 1), ("b", 2), ("c", 1)];
    assert_eq!(
        found,
        expected.map(|(generation, line)| (generation.to_owned(), line))
    );
}

pub async fn what_is_old_goes_but_the_last_files_stay(backend: &impl Backend) {
    let store = backend.open().await;
    for (generation, seconds) in [("a", 1), ("b", 2), ("c", 9)] {
        let refused = (generation == "b").then_some("no");
        store
            .note_file(&file(generation, "acme", seconds, refused), &bad(3))
            .await
            .unwrap();
    }
    assert_eq!(
        store.forget_files(at(9)).await.unwrap(),
        7,
        "six rows and one file"
    );
    assert_eq!(last(&*store).await, ["c", "b"]);
    assert_eq!(lines(&*store, "acme", 9).await.len(), 3);
    assert_eq!(store.forget_files(at(9)).await.unwrap(), 0);
}

pub async fn files_that_were_noted_before_are_of_the_set_that_their_feed_has_in_force(
    backend: &impl Backend,
) {
    let database = backend.database().await;
    let (store, people): (&dyn Store, _) = (&database, DirectorySet::People);
    for (generation, feed, seconds, refused) in [
        ("a", "acme", 1, None),
        ("b", "acme", 2, Some("no")),
        ("c", "gone", 1, None),
    ] {
        let file = file(generation, feed, seconds, refused);
        store.note_file(&file, &bad(1)).await.unwrap();
    }
    store.begin_generation(people, "a", HOLD, at(0)).await.unwrap();
    store.put_in_force(&[people], "a", at(0), "acme").await.unwrap();
    backend.unmake(FEED_SETS).await;
    database.migrate().await.unwrap();
    let files = store.last_files().await.unwrap();
    let known: Vec<_> = files.iter().map(|file| (&*file.generation, file.set)).collect();
    assert_eq!(known, [("b", people), ("a", people)]);
    assert_eq!(lines(store, "acme", 9).await.len(), 2);
    assert_eq!(
        lines(store, "gone", 9).await,
        [],
        "nobody knows of what set it was"
    );
}

/// Steps are taken in their order, but a server that had none of this may have taken later ones.
pub async fn a_database_with_later_steps_takes_these(backend: &impl Backend) {
    let database = backend.database().await;
    backend.unmake(FEEDS).await;
    let steps = database.migrate().await.unwrap();
    assert!(
        matches!(&steps[..], [feeds, sets] if feeds.ends_with(" feeds") && sets.ends_with(" feed sets")),
        "{steps:?}"
    );
    let store: &dyn Store = &database;
    store
        .note_file(&file("a", "acme", 1, None), &bad(1))
        .await
        .unwrap();
    assert_eq!(last(store).await, ["a"]);
}

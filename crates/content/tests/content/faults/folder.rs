//! What can be wrong with the folder and its files themselves.

use std::{fs, path::Path};

use content::{Fault, Place, load};

use crate::common;

fn copy() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in ["queries", "remedies", "topics"] {
        fs::create_dir(dir.path().join(name)).unwrap();
        for entry in fs::read_dir(common::folder().join(name)).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), dir.path().join(name).join(entry.file_name())).unwrap();
        }
    }
    fs::copy(
        common::folder().join("health.yaml"),
        dir.path().join("health.yaml"),
    )
    .unwrap();
    dir
}

fn faults(dir: &Path) -> Vec<Fault> {
    load(dir, common::REQUIRED, &common::known())
        .map_or_else(|faults| faults.into_iter().collect(), |_| Vec::new())
}

#[test]
fn a_copy_has_no_fault() {
    let dir = copy();
    fs::write(dir.path().join("remedies/.free-up-space.yaml.swp"), [0xff]).unwrap();
    fs::write(dir.path().join("remedies/README.md"), "notes").unwrap();
    fs::create_dir(dir.path().join("remedies/..data")).unwrap();
    assert_eq!(faults(dir.path()), []);
}

#[test]
fn a_folder_that_is_not_there_is_one_fault() {
    let dir = copy();
    let missing = dir.path().join("elsewhere");
    let found = faults(&missing);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].file.as_str(), found[0].place), (".", None));
    assert!(
        found[0].what.contains(&missing.display().to_string()),
        "{}",
        found[0].what
    );
}

#[test]
fn a_file_that_cannot_be_read() {
    let dir = copy();
    fs::remove_file(dir.path().join("health.yaml")).unwrap();
    fs::create_dir(dir.path().join("health.yaml")).unwrap();
    let found = faults(dir.path());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].file.as_str(), found[0].place), ("health.yaml", None));
    assert!(
        found[0].what.starts_with("the file cannot be read: "),
        "{}",
        found[0].what
    );
}

#[test]
fn a_folder_that_is_a_file() {
    let dir = copy();
    fs::remove_dir_all(dir.path().join("remedies")).unwrap();
    fs::write(dir.path().join("remedies"), "").unwrap();
    let found = faults(dir.path());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].file, "remedies");
    assert!(
        found[0].what.starts_with("the folder cannot be read: "),
        "{}",
        found[0].what
    );
}

#[test]
fn a_file_in_another_encoding() {
    let dir = copy();
    fs::write(
        dir.path().join("remedies/extra.yaml"),
        b"id: extra\nnote: \"gr\xc3\xbc\xdf\"\n",
    )
    .unwrap();
    let found = faults(dir.path());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].file, "remedies/extra.yaml");
    assert_eq!(found[0].place, Some(Place { line: 2, column: 11 }));
    assert_eq!(found[0].what, "the file is not UTF-8 from here on");
}

#[test]
fn a_byte_order_mark_does_not_matter() {
    let dir = copy();
    for name in ["health.yaml", "queries/deskside_device_history.nql"] {
        let text = fs::read_to_string(dir.path().join(name)).unwrap();
        fs::write(dir.path().join(name), format!("\u{feff}{text}")).unwrap();
    }
    assert_eq!(faults(dir.path()), []);
}

#[test]
fn files_that_would_be_overlooked() {
    let dir = copy();
    fs::rename(
        dir.path().join("remedies/reset-wifi.yaml"),
        dir.path().join("remedies/reset-wifi.yml"),
    )
    .unwrap();
    fs::create_dir(dir.path().join("queries/more")).unwrap();
    let found: Vec<String> = faults(dir.path())
        .iter()
        .map(|fault| format!("{}: {}", fault.file, fault.what))
        .collect();
    let expected = [
        "queries/more: this folder is not read",
        "remedies/reset-wifi.yml: this file is not read, because its name does not end in `.yaml`",
    ];
    assert_eq!(found, expected);
}

//! The same rows read alike in every form, and what is cut invents none.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use intake::Fault;
use proptest::{collection::vec, option, prelude::*, sample::Index};
use serde_json::{Map, Value as Json};

use crate::{Cells, Value, read};

/// Rows of text in three columns; a cell is never empty, because that is null in every form.
fn rows() -> impl Strategy<Value = Vec<[Option<String>; 3]>> {
    let cell = || option::of("[a-c\"\\\\,\r\n{}\\[\\]: ü\u{1f600}]{1,6}");
    vec([cell(), cell(), cell()], 1..12)
}

const COLUMNS: [&str; 3] = ["device.name", "ü", "a \"quoted\", name"];

fn expected(rows: &[[Option<String>; 3]]) -> Vec<Cells> {
    let row = |row: &[Option<String>; 3]| {
        let named = COLUMNS.iter().zip(row);
        named
            .filter_map(|(column, cell)| Some(((*column).to_owned(), Value::Text(cell.clone()?))))
            .collect()
    };
    rows.iter().map(row).collect()
}

fn csv(rows: &[[Option<String>; 3]]) -> Vec<u8> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut file = COLUMNS.map(quoted).join(",") + "\r\n";
    for row in rows {
        let cells = row
            .each_ref()
            .map(|cell| cell.as_deref().map(quoted).unwrap_or_default());
        file += &(cells.join(",") + "\r\n");
    }
    file.into_bytes()
}

fn objects(rows: &[[Option<String>; 3]]) -> Vec<String> {
    let object = |row: &[Option<String>; 3]| {
        let cells = COLUMNS.iter().zip(row);
        let cells = cells.map(|(column, cell)| ((*column).to_owned(), cell.clone().into()));
        Json::Object(cells.collect::<Map<String, Json>>()).to_string()
    };
    rows.iter().map(object).collect()
}

/// The file in every form.
fn forms(rows: &[[Option<String>; 3]]) -> Vec<Vec<u8>> {
    let objects = objects(rows);
    let array = format!("[{}]", objects.join(",\n"));
    let plain = [
        csv(rows),
        (objects.join("\n") + "\n").into_bytes(),
        array.clone().into_bytes(),
        format!(r#"{{"exported":"[{{","of":{{"n":[1]}},"records":{array},"next":null}}"#).into_bytes(),
    ];
    plain
        .into_iter()
        .flat_map(|file| {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
            gzip.write_all(&file).expect("memory takes it");
            let zstd = zstd::encode_all(&file[..], 1).expect("memory takes it");
            [file, gzip.finish().expect("memory takes it"), zstd]
        })
        .collect()
}

/// The same cells, in the order of the columns.
fn sorted(mut rows: Vec<Cells>) -> Vec<Cells> {
    for row in &mut rows {
        row.sort_by(|a, b| a.0.cmp(&b.0));
    }
    rows
}

proptest! {
    #[test]
    fn the_same_rows_read_alike(rows in rows()) {
        let expected = sorted(expected(&rows));
        for file in forms(&rows) {
            let found = read(&file, None);
            prop_assert!(found.fault.is_none() && found.bad.is_empty(), "{found:?}");
            prop_assert_eq!(sorted(found.cells()), expected.clone());
        }
    }

    #[test]
    fn what_is_cut_invents_no_row(rows in rows(), at in any::<Index>()) {
        let expected = sorted(expected(&rows));
        for file in forms(&rows) {
            let cut = &file[..at.index(file.len())];
            let found = read(cut, None);
            let is_cut = matches!(
                found.fault,
                Some(Fault::BrokenOff(_) | Fault::Read(_) | Fault::Empty | Fault::Twice(_) | Fault::NoName(_))
            );
            prop_assert!(found.bad.is_empty(), "{found:?}");
            let found = sorted(found.cells());
            prop_assert!(found.len() <= expected.len());
            prop_assert_eq!(&found[..], &expected[..found.len()]);
            // Where it ends behind a row, a table or lines are whole, only shorter.
            prop_assert!(is_cut || cut.ends_with(b"\n") || cut.ends_with(b"}"), "{}", String::from_utf8_lossy(cut));
        }
    }

    #[test]
    fn nothing_makes_it_panic(file in vec(prop_oneof![any::<u8>(), proptest::sample::select(&b"[]{}\",:\n\\1a "[..])], 0..200)) {
        for format in [None, Some(intake::Format::Csv), Some(intake::Format::Ndjson), Some(intake::Format::Json)] {
            read(&file, format);
        }
    }
}

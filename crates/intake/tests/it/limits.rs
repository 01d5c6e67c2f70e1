//! No more is read than somebody wants, and nothing of it is longer than it may be.

use std::io::Write as _;

use intake::{Fault, LONGEST_CELL, LONGEST_NAME, Limits, Why};

use crate::{read, read_within};

fn bytes(bytes: usize) -> Limits {
    Limits {
        bytes: bytes as u64,
        ..Limits::NONE
    }
}

fn packed(text: &str) -> [Vec<u8>; 3] {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(text.as_bytes())
        .expect("writing to memory cannot fail");
    let zstd = zstd::encode_all(text.as_bytes(), 3).expect("packing in memory cannot fail");
    let gzip = gzip.finish().expect("writing to memory cannot fail");
    [text.as_bytes().to_vec(), gzip, zstd]
}

#[test]
fn a_small_file_that_unpacks_into_a_large_one_is_left_at_the_limit() {
    let text = format!("a,b\n{}", "1,2\n".repeat(500_000));
    for file in packed(&text) {
        let whole = read_within(&file, None, bytes(text.len()));
        assert!(whole.fault.is_none() && whole.rows.len() == 500_000);
        let most = text.len() - 1;
        let found = read_within(&file, None, bytes(most));
        assert!(
            matches!(found.fault, Some(Fault::Bytes(limit)) if limit == most as u64),
            "{:?}",
            found.fault
        );
        let early = read_within(&file, None, bytes(100));
        assert!(matches!(early.fault, Some(Fault::Bytes(100))) && early.rows.len() < 30);
    }
}

#[test]
fn a_window_that_would_have_to_be_held_is_refused() {
    let mut packer = zstd::Encoder::new(Vec::new(), 1).unwrap();
    packer.window_log(27).unwrap();
    // Without a length in front, the window is as large as it says.
    packer.include_contentsize(false).unwrap();
    packer.write_all(b"a,b\n1,2\n").unwrap();
    let found = read(&packer.finish().unwrap(), None);
    assert!(matches!(found.fault, Some(Fault::Read(_))), "{found:?}");
}

#[test]
fn rows_are_counted_whether_they_can_be_read_or_not() {
    let two = Limits {
        rows: 2,
        ..Limits::NONE
    };
    for (file, good, bad) in [
        ("a,b\n1,2\n3\n", 1, 1),
        ("{\"a\":1}\n{\"a\":2}\n", 2, 0),
        ("[{\"a\":1},7]", 1, 1),
    ] {
        let found = read_within(file.as_bytes(), None, two);
        assert!(found.fault.is_none(), "{found:?}");
        assert_eq!((found.rows.len(), found.bad.len()), (good, bad), "{file}");
    }
    for file in [
        "a,b\n1,2\n3\n5,6\n",
        "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n",
        "[{\"a\":1},7,{}]",
    ] {
        let found = read_within(file.as_bytes(), None, two);
        assert!(matches!(found.fault, Some(Fault::Rows(2))), "{found:?}");
    }
}

#[test]
fn a_cell_that_is_too_long_spoils_its_row_alone() {
    let (fits, long) = ("x".repeat(LONGEST_CELL), "y".repeat(LONGEST_CELL + 1));
    for file in [
        format!("a,b\n1,{fits}\n2,{long}\n3,z\n"),
        format!("{{\"b\":\"{fits}\"}}\n{{\"b\":\"{long}\"}}\n{{\"b\":\"z\"}}\n"),
        format!("[{{\"b\":\"{fits}\"}},{{\"b\":[\"{long}\"]}},{{\"b\":\"z\"}}]"),
    ] {
        let found = read(file.as_bytes(), None);
        assert!(found.fault.is_none() && found.rows.len() == 2);
        let [bad] = &found.bad[..] else {
            panic!("{}", found.bad.len())
        };
        assert_eq!(bad.why, Why::Cell("b".to_owned()));
        assert!(bad.text.len() <= 200 && !bad.text.is_empty());
    }
}

#[test]
fn a_name_that_is_too_long_is_none() {
    let (fits, long) = ("x".repeat(LONGEST_NAME), "y".repeat(LONGEST_NAME + 1));
    let found = read(format!("a,{fits}\n1,2\n").as_bytes(), None);
    assert!(found.fault.is_none() && found.rows.len() == 1);
    let found = read(format!("a,{long}\n1,2\n").as_bytes(), None);
    assert!(matches!(found.fault, Some(Fault::Name(2))), "{:?}", found.fault);
    let found = read(format!("{{\"{fits}\":1}}\n{{\"{long}\":1}}\n").as_bytes(), None);
    assert_eq!((found.rows.len(), &found.bad[0].why), (1, &Why::Name));
}

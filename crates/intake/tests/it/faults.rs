//! A file that is none, or breaks off, says so.

use intake::{Format, LONGEST_ROW, MOST_COLUMNS, Why};

use crate::read;

fn fault(file: &[u8], format: Option<Format>) -> (usize, String) {
    let found = read(file, format);
    let shown = String::from_utf8_lossy(&file[..file.len().min(60)]).into_owned();
    let fault = found
        .fault
        .as_ref()
        .unwrap_or_else(|| panic!("{shown}: {found:?}"));
    (found.rows.len(), fault.to_string())
}

#[test]
fn what_is_no_file_of_rows_says_why() {
    for (file, rows, why) in [
        ("", 0, "nothing in it"),
        (" \n", 0, "nothing in it"),
        ("a,,b\n", 0, "column 2 of the header"),
        ("a,b,a\n", 0, "the column a twice"),
        ("a,b\n1,2\n\"x,y\n", 1, "a quote is still open"),
        ("a,b\n1,2\n3,4", 1, "no line break"),
        (r#"{"x":[{"a":1}],"y":[{"a":2}]}"#, 1, "two of its keys"),
        (r#"[{"a":1} {"a":2}]"#, 1, "no comma"),
        (r#"[,{"a":1}]"#, 0, "no comma"),
        (r#"[{"a":1}] [{"a":2}]"#, 1, "something follows"),
        (r#"{"x":[{"a":1}]} {"a":2}"#, 1, "something follows"),
        (r#"{"x":[{"a":1}],"#, 1, "not closed"),
        (r#"[{"a":1},{"a":2"#, 1, "not whole"),
        ("{\"a\":1}\n{\"a\":2", 1, "not whole"),
    ] {
        let (read, said) = fault(file.as_bytes(), None);
        assert!(said.contains(why), "{file:?}: {said}");
        assert_eq!(read, rows, "{file:?}");
    }
    let (_, said) = fault(b"7", Some(Format::Json));
    assert!(said.contains("neither"), "{said}");
    let (_, said) = fault(b"a,\xff\n", None);
    assert!(said.contains("UTF-8"), "{said}");
}

#[test]
fn what_never_ends_is_not_held() {
    let (rows, said) = fault(
        format!("a,b\n1,2\n\"{}", "x\n".repeat(LONGEST_ROW)).as_bytes(),
        None,
    );
    assert!(rows == 1 && said.contains("line 3 begins a row"), "{said}");
    let header: Vec<String> = (0..=MOST_COLUMNS).map(|number| format!("c{number}")).collect();
    let (_, said) = fault(format!("{}\n", header.join(",")).as_bytes(), None);
    assert!(said.contains("more than 1000 columns"), "{said}");
    // In JSON, such a row is a bad one.
    let row: Vec<String> = header.iter().map(|name| format!("\"{name}\":1")).collect();
    let found = read(format!("{{{}}}", row.join(",")).as_bytes(), None);
    assert_eq!((found.rows.len(), &found.bad[0].why), (0, &Why::Columns));
}

//! Each form, as it comes.

use intake::{Format, Limits, Rows};

use crate::{Value, read, texts};

#[test]
fn csv_is_read_by_its_header() {
    let file = "\u{feff}name, note ,x\r\n\"a,b\",\"two\r\nlines, \"\"quoted\"\"\",1.5\r\n\r\nc,,\n19\" screen,\"\",2\n";
    let found = read(file.as_bytes(), None);
    assert!(found.fault.is_none() && found.bad.is_empty(), "{found:?}");
    let expected = [
        (
            2,
            texts(&[
                ("name", "a,b"),
                ("note", "two\r\nlines, \"quoted\""),
                ("x", "1.5"),
            ]),
        ),
        (5, texts(&[("name", "c")])),
        (6, texts(&[("name", "19\" screen"), ("x", "2")])),
    ];
    assert_eq!(found.rows, expected);
}

#[test]
fn a_cell_of_json_can_be_anything() {
    let file = r#"{"t":"a\n\u00fc","n":-1.5,"big":9007199254740993,"yes":true,"no":null,"empty":"","list":[1,"x"],"o":{"k":[]}}"#;
    let found = read(file.as_bytes(), None);
    assert!(found.fault.is_none() && found.bad.is_empty(), "{found:?}");
    let text = |text: &str| Value::Text(text.to_owned());
    let expected = [
        ("t", text("a\nü")),
        ("n", Value::Number(-1.5)),
        ("big", text("9007199254740993")),
        ("yes", text("true")),
        ("list", text("[1,\"x\"]")),
        ("o", text("{\"k\":[]}")),
    ];
    let expected = expected.map(|(column, value)| (column.to_owned(), value));
    assert_eq!(found.cells(), [expected.to_vec()]);
}

#[test]
fn the_form_is_told_from_the_beginning() {
    let one = texts(&[("a", "1")]);
    for (file, rows) in [
        ("a\n1\n", 1),
        ("  [ ]", 0),
        (r#"[{"a":"1"} , {"a":"1"}] "#, 2),
        (r#"{"a":"1"}"#, 1),
        ("{\"a\":\"1\"}\n{\"a\":\"1\"}\n\n", 2),
        (
            r#"{"of":{"records":[{"b":2}]},"n":[1,{"x":[]}],"records":[{"a":"1"},{"a":"1"}],"last":"]}"}"#,
            2,
        ),
        (r#"{ "records" : [ ] }"#, 0),
        ("{\n  \"anything\": [\n    { \"a\": \"1\" }\n  ]\n}\n", 1),
    ] {
        let found = read(file.as_bytes(), None);
        assert!(found.fault.is_none() && found.bad.is_empty(), "{file}: {found:?}");
        assert_eq!(found.cells(), vec![one.clone(); rows], "{file}");
    }
    // A list in a cell makes no other form of it.
    let found = read(b"{\"a\":[]}\n{\"b\":[1]}\n", None);
    assert_eq!((found.rows.len(), found.bad.len()), (2, 0), "{found:?}");
}

#[test]
fn a_given_form_is_not_doubted() {
    // One row whose cell is a list of objects.
    let file = br#"{"a":[{"b":1}]}"#;
    let as_lines = read(file, Some(Format::Ndjson));
    assert_eq!(as_lines.cells(), [texts(&[("a", "[{\"b\":1}]")])]);
    let as_array = read(file, None);
    assert_eq!(as_array.cells(), [[("b".to_owned(), Value::Number(1.0))]]);
}

#[test]
fn columns_are_known_from_the_header_or_the_rows() {
    let csv = Rows::open(&b"a,b\n"[..], None, Limits::NONE).unwrap();
    assert!(csv.has_header());
    assert_eq!(csv.columns(), ["a", "b"]);
    let mut json = Rows::open(&br#"[{"a":1},{"b":2}]"#[..], None, Limits::NONE).unwrap();
    assert!(!json.has_header() && json.columns().is_empty());
    while json.next().unwrap().is_some() {}
    assert_eq!(json.columns(), ["a", "b"]);
}

#[test]
fn numbers_are_read_from_text_and_are_finite() {
    let mut rows = Rows::open(&b"a,b,c,d\n 1.5 , ,NaN,x\n"[..], None, Limits::NONE).unwrap();
    let row = rows.next().unwrap().unwrap().unwrap();
    assert_eq!(row.number("a"), Ok(Some(1.5)));
    assert_eq!(row.number("b"), Ok(None));
    assert_eq!(row.number("nowhere"), Ok(None));
    assert_eq!(row.number("d").unwrap_err().to_string(), "\"x\" is no number");
    row.number("c").unwrap_err();
}

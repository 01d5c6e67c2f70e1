//! A row that cannot be read does not stop the others.

use intake::{LONGEST_ROW, Why};

use crate::{Read, read, texts};

fn lines(found: &Read) -> (Vec<u64>, Vec<u64>) {
    assert!(found.fault.is_none(), "{found:?}");
    let good = found.rows.iter().map(|(line, _)| *line).collect();
    (good, found.bad.iter().map(|bad| bad.line).collect())
}

#[test]
fn of_csv() {
    // The halves of an ü stand in two cells of line 4: they make no ü.
    let file = b"a,b\n1,2\n1\n\xc3,\xbc\n1,2,3\n1,\xff\n3,4\n";
    let found = read(file, None);
    assert_eq!(lines(&found), (vec![2, 7], vec![3, 4, 5, 6]));
    assert_eq!(
        found.bad[0].why,
        Why::Cells {
            found: 1,
            expected: 2
        }
    );
    assert_eq!(found.bad[0].text, "1");
    assert_eq!(found.bad[1].why, Why::NotText);
    assert_eq!(found.bad[2].text, "1,2,3");
    assert_eq!(found.bad[3].why, Why::NotText);
}

#[test]
fn of_json() {
    let rows = [
        r#"{"a":"1"}"#,
        "7",
        r#"{"a":1,"a":2}"#,
        r#"{"a":tru}"#,
        r#""}""#,
        r#"{"a":"1"}"#,
    ];
    let forms = [
        rows.join("\n"),
        format!("[{}]", rows.join(",")),
        format!(r#"{{"records":[{}]}}"#, rows.join(" ,\n")),
    ];
    for file in forms {
        let found = read(file.as_bytes(), None);
        assert_eq!(lines(&found), (vec![1, 6], vec![2, 3, 4, 5]), "{file}");
        assert!(found.bad[1].why.to_string().contains("twice"), "{found:?}");
        assert_eq!(found.bad[2].text, r#"{"a":tru}"#);
        assert_eq!(found.cells(), vec![texts(&[("a", "1")]); 2]);
    }
}

#[test]
fn of_json_where_it_is_too_long() {
    let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(LONGEST_ROW));
    let good = r#"{"a":"1"}"#;
    for file in [
        format!("{good}\n{long}\n{good}"),
        format!("[{good},{long},{good}]"),
    ] {
        let found = read(file.as_bytes(), None);
        assert_eq!(lines(&found), (vec![1, 3], vec![2]));
        assert_eq!(found.bad[0].why, Why::TooLong);
        assert_eq!(found.bad[0].text.len(), 200);
        assert_eq!(found.cells(), vec![texts(&[("a", "1")]); 2]);
    }
}

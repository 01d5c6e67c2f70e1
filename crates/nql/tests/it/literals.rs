//! What literals mean.

use std::net::IpAddr;

use nql::ast::{Condition, Date, DateTime, Expr, Field, IpMask, Literal, StatementKind, Time, Version, Word};

use super::parse;

/// The right side of `x == …`.
fn right(text: &str) -> Expr {
    let mut query = parse(&format!("devices | where x == {text}"));
    match query.statements.remove(0).kind {
        StatementKind::Where(Condition::Compare { right, .. }) => right,
        other => panic!("{other}"),
    }
}

fn literal(text: &str) -> Literal {
    match right(text) {
        Expr::Literal(literal) => literal,
        other => panic!("{text} is {other:?}"),
    }
}

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

#[test]
fn values_are_parsed() {
    let date = |year, month, day| Date { year, month, day };
    let at = |hour, minute, second| Some(Time { hour, minute, second });
    for (text, value) in [
        ("null", Literal::Null),
        ("NULL", Literal::Null),
        ("true", Literal::Bool(true)),
        ("False", Literal::Bool(false)),
        ("0", Literal::Int(0)),
        ("-9223372036854775808", Literal::Int(i64::MIN)),
        ("9223372036854775807", Literal::Int(i64::MAX)),
        ("10.1", Literal::Float(10.1)),
        ("- 0.5", Literal::Float(-0.5)),
        ("\"it's\"", Literal::Text("it's".into())),
        ("'say \"hi\"'", Literal::Text("say \"hi\"".into())),
        (
            r#""C:\Program Files\*""#,
            Literal::Text(r"C:\Program Files\*".into()),
        ),
        (r#""a\"b\\c\'d""#, Literal::Text(r#"a"b\c'd"#.into())),
        ("''", Literal::Text(String::new())),
        ("100B", Literal::Bytes(100)),
        ("200KB", Literal::Bytes(200_000)),
        ("3MB", Literal::Bytes(3_000_000)),
        ("12GB", Literal::Bytes(12_000_000_000)),
        ("2TB", Literal::Bytes(2_000_000_000_000)),
        ("5ms", Literal::Duration(5)),
        ("10s", Literal::Duration(10_000)),
        ("4min", Literal::Duration(240_000)),
        ("3h", Literal::Duration(10_800_000)),
        ("2d", Literal::Duration(172_800_000)),
        (
            "2024-07-15",
            Literal::DateTime(DateTime {
                date: date(Some(2024), 7, 15),
                time: None,
            }),
        ),
        (
            "2024-07-15 10:15:00",
            Literal::DateTime(DateTime {
                date: date(Some(2024), 7, 15),
                time: at(10, 15, 0),
            }),
        ),
        (
            "Jul 15, 2024",
            Literal::DateTime(DateTime {
                date: date(Some(2024), 7, 15),
                time: None,
            }),
        ),
        (
            "Jun 5, 2023, 12:30",
            Literal::DateTime(DateTime {
                date: date(Some(2023), 6, 5),
                time: at(12, 30, 0),
            }),
        ),
        (
            "Dec 31",
            Literal::DateTime(DateTime {
                date: date(None, 12, 31),
                time: None,
            }),
        ),
        (
            "2000-02-29",
            Literal::DateTime(DateTime {
                date: date(Some(2000), 2, 29),
                time: None,
            }),
        ),
        ("v1.7.0.1864", Literal::Version(Version(vec![1, 7, 0, 1864]))),
        (
            "123.123.0.0",
            Literal::Ip(IpMask {
                address: ip("123.123.0.0"),
                prefix: None,
            }),
        ),
        (
            "123.123.0.0/24",
            Literal::Ip(IpMask {
                address: ip("123.123.0.0"),
                prefix: Some(24),
            }),
        ),
        (
            "f164:b28c:84a5:9dd3::/32",
            Literal::Ip(IpMask {
                address: ip("f164:b28c:84a5:9dd3::"),
                prefix: Some(32),
            }),
        ),
        (
            "::ffff:10.0.0.5",
            Literal::Ip(IpMask {
                address: ip("::ffff:10.0.0.5"),
                prefix: None,
            }),
        ),
    ] {
        assert_eq!(literal(text), value, "{text}");
    }
}

#[test]
fn a_date_does_not_swallow_the_next_of_a_list() {
    let query = parse("devices | where x in [Jun 1, Jun 2, 2024, 2024-07-15, Jun 3, 2024-07-16, 12, v2]");
    let StatementKind::Where(Condition::In { options, .. }) = &query.statements[0].kind else {
        panic!("{query}")
    };
    let texts: Vec<String> = options.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "Jun 1",
            "2024-06-02",
            "2024-07-15",
            "Jun 3",
            "2024-07-16",
            "12",
            "v2"
        ]
    );
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for text in [
        "2023-02-29",
        "1900-02-29",
        "2024-04-31",
        "2024-13-01",
        "2024-00-10",
        "2024-01-00",
        "0000-01-01",
        "Feb 30",
        "Apr 31, 2024",
        "2024-01-01 24:00:00",
        "2024-01-01 10:60:00",
        "Jan 1, 2024, 10:00:60",
    ] {
        let error = nql::parse(&format!("devices | where x == {text}")).expect_err(text);
        assert_eq!(
            error.fault,
            nql::Fault::BadDate {
                text: text.to_owned()
            }
        );
    }
}

#[test]
fn a_lone_word_on_the_right_is_a_word_and_a_path_is_a_field() {
    let word = |text: &str| {
        Expr::Word(Word {
            text: text.into(),
            span: Default::default(),
        })
    };
    assert_eq!(right("failure"), word("failure"));
    assert_eq!(right("(failure)"), word("failure"));
    assert_eq!(right("used_memory + 0").to_string(), "used_memory + 0");
    assert_eq!(right("device.name"), Expr::Field(Field::new("device.name")));
    assert_eq!(right("#owner"), Expr::Field(Field::new("#owner")));
    assert_eq!(right("v1"), word("v1"));
}

#[test]
fn a_network_contains_its_addresses() {
    let contains = |network: &str, address: &str| {
        let Literal::Ip(network) = literal(network) else {
            panic!("{network}")
        };
        network.contains(ip(address))
    };
    assert!(contains("10.1.2.3/16", "10.1.255.255"));
    assert!(!contains("10.1.2.3/16", "10.2.0.0"));
    assert!(contains("10.1.2.3", "10.1.2.3"));
    assert!(!contains("10.1.2.3", "10.1.2.2"));
    assert!(contains("0.0.0.0/0", "255.255.255.255"));
    assert!(contains("fd00::/8", "fdff::1"));
    assert!(!contains("fd00::/8", "fe00::1"));
    assert!(contains("::/0", "fe00::1"));
    assert!(!contains("::/0", "10.1.2.3"));
}

#[test]
fn fields_know_what_they_are() {
    let (metric, aggregate) = (
        Field::new("wifi.signal_strength"),
        Field::new("wifi.signal_strength.avg"),
    );
    assert_eq!(aggregate.aggregate(), Some((metric.clone(), "avg")));
    assert_eq!(metric.aggregate(), None);
    assert_eq!(Field::new("count").aggregate(), None);
    assert!(Field::new("device.#owner").is_custom());
    assert!(!Field::new("device.owner").is_custom());
}

#[test]
fn versions_compare_number_by_number() {
    assert!(Version(vec![1, 10]) > Version(vec![1, 9, 9]));
}

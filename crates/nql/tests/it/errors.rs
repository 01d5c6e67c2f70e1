//! Each fault is reported where it is, in words that say what to do.

use nql::Fault;

/// Text, and its whole report.
const REPORTS: &[(&str, &str)] = &[
    (
        "",
        "1:1: expected a table such as `devices` or `device_performance.events`, found the end of the query",
    ),
    (
        "| list name",
        "1:1: expected a table such as `devices` or `device_performance.events`, found `|`",
    ),
    (
        "dex.",
        "1:5: expected the table's name after the dot, found the end of the query",
    ),
    (
        "devices durng past 7d",
        "1:9: expected a time frame such as `during past 7d` or `|`, found `durng`",
    ),
    ("devices during pst 7d", "1:16: expected `past`, found `pst`"),
    (
        "devices during past week",
        "1:21: expected a period such as `7d`, `12h` or `45min`, found `week`",
    ),
    (
        "devices during past 7",
        "1:21: expected a period such as `7d`, `12h` or `45min`, found `7`",
    ),
    (
        "devices from 2d ago until 1d ago",
        "1:21: expected `to`, found `until`",
    ),
    ("devices from 2d to 1d ago", "1:17: expected `ago`, found `to`"),
    (
        "devices on today",
        "1:12: expected a date such as `2024-07-15`, found `today`",
    ),
    (
        "devices\n| lst name",
        "2:3: unknown statement `lst`, did you mean `list`?",
    ),
    (
        "devices\n| filter name",
        "2:3: unknown statement `filter`; the statements are `where`, `list`, `sort`, \
         `limit`, `with`, `include`, `compute`, `summarize`",
    ),
    (
        "devices\n|",
        "2:2: expected a statement such as `where` or `list`, found the end of the query",
    ),
    (
        "devices\n|\n\n",
        "2:2: expected a statement such as `where` or `list`, found the end of the query",
    ),
    (
        "devices | | list name",
        "1:11: expected a statement such as `where` or `list`, found `|`",
    ),
    (
        "devices\n\n| where name foo",
        "3:14: expected a comparison operator, found `foo`",
    ),
    (
        "devices | where name",
        "1:21: expected a comparison operator, found the end of the query",
    ),
    (
        "devices | where (name) and x = 1",
        "1:24: expected a comparison operator, found `and`",
    ),
    (
        "devices | where name ! x",
        "1:24: expected `in` or `contains`, found `x`",
    ),
    (
        "devices | where name ==",
        "1:24: expected a field or a value, found the end of the query",
    ),
    (
        "devices | where name == 1 2",
        "1:27: expected `and`, `or` or `|`, found `2`",
    ),
    (
        "devices | where and name = 1",
        "1:17: expected a field or a value, found `and`",
    ),
    (
        "devices | where (a = 1",
        "1:23: expected `and`, `or` or `)`, found the end of the query",
    ),
    (
        "devices | where (a = 1) = 2",
        "1:25: expected `and`, `or` or `|`, found `=`",
    ),
    (
        "devices | where a + (b = 1) > 2",
        "1:21: expected a value, found a condition",
    ),
    ("devices | where a in []", "1:23: expected a value, found `]`"),
    ("devices | where a in (1)", "1:22: expected `[`, found `(`"),
    (
        "devices | where a in [1 2]",
        "1:25: expected `,` or `]`, found `2`",
    ),
    ("devices | where wifi < - x", "1:26: expected a number, found `x`"),
    (
        "devices | list name foo",
        "1:21: expected `,` or `|`, found `foo`",
    ),
    (
        "devices | list name,",
        "1:21: expected a field or a value, found the end of the query",
    ),
    ("devices | list (a = 1)", "1:19: expected `)`, found `=`"),
    (
        "devices | list name.",
        "1:21: expected the rest of the field, or a function, found the end of the query",
    ),
    (
        "devices | sort name",
        "1:20: expected `asc` or `desc`, found the end of the query",
    ),
    (
        "devices | limit ten",
        "1:17: expected a number of rows, found `ten`",
    ),
    ("devices | summarize count()", "1:26: expected `=`, found `(`"),
    (
        "devices | summarize c == count()",
        "1:23: expected `=`, found `==`",
    ),
    (
        "devices | summarize c = count() by",
        "1:35: expected a period such as `1d` or a field, found the end of the query",
    ),
    (
        "devices | summarize c = count() x",
        "1:33: expected `,`, `by` or `|`, found `x`",
    ),
    (
        "devices | summarize c = x.summ()",
        "1:27: unknown function `summ()`, did you mean `sum`?",
    ),
    ("devices | summarize c = sum(x)", "1:29: expected `)`, found `x`"),
    (
        "devices | summarize c = sum()",
        "1:25: `sum()` needs a value before it, as in `duration.sum()`",
    ),
    (
        "devices | list x.sum().y",
        "1:25: expected `(`, found the end of the query",
    ),
    (
        "devices | list x.as(format = money)",
        "1:30: expected a format: `energy`, `weight`, `currency`, `percent` or `bitrate`, found `money`",
    ),
    (
        "devices | where start.hour(timezone = GMT) > 1",
        "1:39: expected a time zone in quotes such as `'GMT'`, found `GMT`",
    ),
    (
        "devices | where a = 7w",
        "1:21: `7w` is no amount; write a whole number and a unit: `B`, `KB`, `MB`, `GB`, `TB`, or `ms`, `s`, `min`, `h`, `d`",
    ),
    (
        "devices | where a = 1.5GB",
        "1:21: `1.5GB` is no amount; write a whole number and a unit: `B`, `KB`, `MB`, `GB`, `TB`, or `ms`, `s`, `min`, `h`, `d`",
    ),
    (
        "devices | where a = 99999999999999999999",
        "1:21: `99999999999999999999` is too large a number",
    ),
    (
        "devices | where a = 9223372036854775808",
        "1:21: `9223372036854775808` is too large a number",
    ),
    (
        "devices | where a = 99999999TB",
        "1:21: `99999999TB` is too large a number",
    ),
    (
        "devices | where a = v1.2x",
        "1:24: `2x` is no amount; write a whole number and a unit: `B`, `KB`, `MB`, `GB`, `TB`, or `ms`, `s`, `min`, `h`, `d`",
    ),
    (
        "devices on 2023-02-29",
        "1:12: `2023-02-29` is not in the calendar; write a real date such as `2024-07-15 10:15:00` or `Jul 15, 2024`",
    ),
    (
        "devices on Jun 15, 2023, 24:00",
        "1:12: `Jun 15, 2023, 24:00` is not in the calendar; write a real date such as `2024-07-15 10:15:00` or \
         `Jul 15, 2024`",
    ),
    (
        "devices | where ip = 300.1.1.1",
        "1:22: `300.1.1.1` is no IP address; write `10.1.0.0`, `10.1.0.0/16` or `fd00::/8`, and a time of day after its date",
    ),
    (
        "devices | where ip = 10.0.0.0/33",
        "1:22: `10.0.0.0/33` is no IP address; write `10.1.0.0`, `10.1.0.0/16` or `fd00::/8`, and a time of day after its date",
    ),
    (
        "devices\n| where name = \"abc\n| list name",
        "2:16: the string is not closed; end it with `\"`, and write `\\\"` for a quote inside it",
    ),
    (
        "devices\n/* note",
        "2:1: the comment is not closed; end it with `*/`",
    ),
    (
        "devices | where a = ?",
        "1:21: `?` means nothing here; strings stand in straight quotes",
    ),
    (
        "devices | where ä = 1",
        "1:17: `ä` means nothing here; strings stand in straight quotes",
    ),
    (
        "devices | where a = \"äöü\" ?",
        "1:27: `?` means nothing here; strings stand in straight quotes",
    ),
];

#[test]
fn faults_are_reported_at_their_place() {
    for (text, report) in REPORTS {
        let error = nql::parse(text).expect_err(text);
        assert_eq!(error.to_string(), *report, "in {text:?}");
    }
}

#[test]
fn a_comment_inside_a_statement_is_named_as_such() {
    for (text, line, column) in [
        ("devices | /* why */ where a = 1", 1, 11),
        ("devices\n| where a = /* why */ 1", 2, 13),
        ("devices | list name, /* why */ uid", 1, 22),
        ("devices | list name /* why */, uid", 1, 21),
        ("devices | summarize c = count(/* all */)", 1, 31),
        ("devices /* why */ during past 7d", 1, 9),
    ] {
        let error = nql::parse(text).expect_err(text);
        assert_eq!(
            (error.line, error.column, error.fault),
            (line, column, Fault::MisplacedComment),
            "in {text:?}"
        );
    }
}

#[test]
fn a_long_token_is_cut_in_the_report() {
    let text = format!("devices | list name {}", "x".repeat(200));
    let report = nql::parse(&text).expect_err("two names").to_string();
    assert_eq!(
        report,
        format!("1:21: expected `,` or `|`, found `{}…`", "x".repeat(40))
    );
}

//! The tree of each construct, and its canonical text.

use nql::ast::{Expr, StatementKind};

use super::parse;

/// What is written, and how it is printed.
const CANONICAL: &[(&str, &str)] = &[
    // Time frames.
    ("devices past 7d", "devices during past 7d"),
    ("DEVICES", "DEVICES"),
    ("devices DURING Past 7d", "devices during past 7d"),
    (
        "web.page_views from Jun 1 to Jun 7",
        "web.page_views from Jun 1 to Jun 7",
    ),
    (
        "a from jun 1, 2023 to Jun 15, 2023, 12:30",
        "a from 2023-06-01 to 2023-06-15 12:30:00",
    ),
    (
        "a from 2023-02-01 00:00:00 to 2023-02-28 23:45",
        "a from 2023-02-01 00:00:00 to 2023-02-28 23:45:00",
    ),
    ("a from 21d ago to 14d ago", "a from 21d ago to 14d ago"),
    (
        "a from Jun 1, 8:05 to 90min ago",
        "a from Jun 1, 08:05:00 to 90min ago",
    ),
    ("a on Jul 15, 2024", "a on 2024-07-15"),
    ("a on Feb 29", "a on Feb 29"),
    (
        "session.vdi_events during past 2h by 30s",
        "session.vdi_events during past 2h by 30s",
    ),
    (
        "custom_trend.#hw during past 90d",
        "custom_trend.#hw during past 90d",
    ),
    // Comments and white space.
    (
        "/* a *//**/ devices /* | */\r\n|list  name/* end */",
        "devices\n| list name",
    ),
    // Conditions.
    ("a|where x=1", "a\n| where x == 1"),
    (
        "a|where x==1 AND y!=2 or z<=3 and w>=4",
        "a\n| where x == 1 and y != 2 or z <= 3 and w >= 4",
    ),
    (
        "a|where (x=1 and y=2) and (z=3)",
        "a\n| where (x == 1 and y == 2) and z == 3",
    ),
    (
        "a|where (x=1 or y=2) and z=3",
        "a\n| where (x == 1 or y == 2) and z == 3",
    ),
    (
        "a|where x in[1,'b',c,$d] or y ! in [null]",
        "a\n| where x in [1, \"b\", c, $d] or y !in [null]",
    ),
    (
        "a|where tags contains 'vip' and tags !contains \"*x\"",
        "a\n| where tags contains \"vip\" and tags !contains \"*x\"",
    ),
    (
        "a|where free_memory<used_memory",
        "a\n| where free_memory < used_memory",
    ),
    (
        "a|where (free + 1)*2 < device.used",
        "a\n| where (free + 1) * 2 < device.used",
    ),
    ("a|where ((a + b)) > ((c))", "a\n| where a + b > c"),
    (
        "a|where signal.avg<=-67 or noise.avg>= -80.5",
        "a\n| where signal.avg <= -67 or noise.avg >= -80.5",
    ),
    (
        "a|where t.hour()>=9 and t.hour( timezone='GMT' )<17",
        "a\n| where t.hour() >= 9 and t.hour(timezone = 'GMT') < 17",
    ),
    // Arithmetic.
    ("a|list 1+2*3^2^x-4/5", "a\n| list 1 + 2 * 3 ^ 2 ^ x - 4 / 5"),
    (
        "a|list (1+2)*3, 1-(2-3), (1-2)-3, (1^2)^3, 1^(2^3)",
        "a\n| list (1 + 2) * 3, 1 - (2 - 3), 1 - 2 - 3, (1 ^ 2) ^ 3, 1 ^ 2 ^ 3",
    ),
    ("a|list b-2, b- -2, b -2", "a\n| list b - 2, b - -2, b - 2"),
    // Functions.
    ("a|summarize n=count()", "a\n| summarize n = count()"),
    (
        "a|summarize n=device.count()",
        "a\n| summarize n = device.count()",
    ),
    (
        "a|summarize r=countif(session.audio.quality = poor or session.video.quality = poor) / count() by connection_type",
        "a\n| summarize r = countif(session.audio.quality == poor or session.video.quality == poor) / count() by connection_type",
    ),
    (
        "a|with b|compute c=page_view.n.sumif(level==frustrating)",
        "a\n| with b\n| compute c = page_view.n.sumif(level == frustrating)",
    ),
    (
        "a|with b.c past 1d|compute d=time.last().time_elapsed(), e=x.p95()-x.p05()",
        "a\n| with b.c during past 1d\n| compute d = time.last().time_elapsed(), e = x.p95() - x.p05()",
    ),
    (
        "a|list (b + c).as( format = percent ), d.as(format=currency,code=USD)",
        "a\n| list (b + c).as(format = percent), d.as(format = currency, code = USD)",
    ),
    (
        "a|summarize b=(count()^1)*422.5 by 15min,c.d , 1h",
        "a\n| summarize b = count() ^ 1 * 422.5 by 15min, c.d, 1h",
    ),
    // Custom fields.
    (
        "a|list #b, device.#c, package.#required_version",
        "a\n| list #b, device.#c, package.#required_version",
    ),
    // Words that are keywords elsewhere.
    (
        "list|list list, limit, time, count|sort count desc",
        "list\n| list list, limit, time, count\n| sort count desc",
    ),
    (
        "a|where null.x = true.y and May = Jun",
        "a\n| where null.x == true.y and May == Jun",
    ),
    (
        "a|list 10.0, 1000000000000000000000.0",
        "a\n| list 10.0, 1000000000000000000000.0",
    ),
    ("a|limit 10", "a\n| limit 10"),
];

#[test]
fn every_spelling_has_one_canonical_text() {
    for (text, canonical) in CANONICAL {
        assert_eq!(parse(text).to_string(), *canonical, "{text}");
        assert_eq!(parse(canonical), parse(text), "{text}");
    }
}

#[test]
fn every_function_and_statement_that_is_offered_is_known() {
    for function in offered("devices | list x.nonsense()") {
        let arguments = match function.as_str() {
            "countif" | "sumif" => "a == 1",
            "as" => "format = percent",
            _ => "",
        };
        let call = format!("list x.{function}({arguments})");
        assert_eq!(
            parse(&format!("devices | {call}")).statements[0].to_string(),
            call
        );
    }
    for statement in offered("devices | nonsense") {
        let rest = match statement.as_str() {
            "where" => "a == 1",
            "list" => "a",
            "sort" => "a asc",
            "limit" => "1",
            "with" | "include" => "a.b",
            "compute" | "summarize" => "a = count()",
            other => panic!("{other} has no example"),
        };
        let text = format!("{statement} {rest}");
        assert_eq!(
            parse(&format!("devices | with dex.scores | {text}")).statements[1].to_string(),
            text
        );
    }
}

/// The words in backquotes that the report offers instead of the nonsense.
fn offered(text: &str) -> Vec<String> {
    let report = nql::parse(text).expect_err(text).to_string();
    let (_, offers) = report.split_once(" are ").expect("the offers");
    offers
        .split(", ")
        .map(|word| word.trim_matches('`').to_owned())
        .collect()
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    assert_eq!(parse("\u{feff}devices").table.span.column, 1);
}

#[test]
fn spans_point_at_tables_fields_words_functions_and_statements() {
    let query = parse("/* ü */ devices\n| with session.events\n  | where 1 + user.name = x.last()");
    let mut places = vec![("devices".to_owned(), query.table.span)];
    for statement in &query.statements {
        places.push((statement.kind.keyword().to_owned(), statement.span));
        if let StatementKind::With(source) = &statement.kind {
            places.push((source.table.to_string(), source.table.span));
        }
        statement.walk(&mut |expression| match expression {
            Expr::Field(field) => places.push((field.path(), field.span)),
            Expr::Call(call) => places.push((call.function.name().to_owned(), call.span)),
            _ => {}
        });
    }
    let places: Vec<String> = places
        .iter()
        .map(|(what, span)| format!("{what} {}:{}", span.line, span.column))
        .collect();
    assert_eq!(
        places,
        [
            "devices 1:9",
            "with 2:3",
            "session.events 2:8",
            "where 3:5",
            "user.name 3:15",
            "last 3:29",
            "x 3:27"
        ]
    );
}

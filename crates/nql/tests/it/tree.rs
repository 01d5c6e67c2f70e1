//! The tree of each construct, and its canonical text.

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
    ("a|limit 10", "a\n| limit 10"),
];

#[test]
fn every_spelling_has_one_canonical_text() {
    for (text, canonical) in CANONICAL {
        assert_eq!(parse(text).to_string(), *canonical, "{text}");
        assert_eq!(parse(canonical), parse(text), "{text}");
    }
}

//! Rules besides the grammar: refused where they are broken, and nowhere else.

#[test]
fn broken_rules_are_reported_at_their_place() {
    for (text, report) in [
        (
            "devices | list $x",
            "1:16: `$x` stands in `list`, but parameters are allowed only in `where`",
        ),
        (
            "devices | summarize c = countif(name = $x)",
            "1:40: `$x` stands in `summarize`, but parameters are allowed only in `where`",
        ),
        (
            "devices\n| where a = $x\n| where b = $x",
            "3:13: `$x` is used a second time; each parameter may appear once in a query, name this one differently",
        ),
        (
            "devices | where a in [$x, $x]",
            "1:27: `$x` is used a second time; each parameter may appear once in a query, name this one differently",
        ),
        (
            "devices | limit 0",
            "1:11: `limit 0` gives no rows; write 1 or more",
        ),
        (
            "devices during past 0d",
            "1:1: a period of zero has no time in it; write 1 or more",
        ),
        (
            "devices | with dex.scores past 0d",
            "1:16: a period of zero has no time in it; write 1 or more",
        ),
        (
            "dex.scores | summarize a = count() by 0h",
            "1:39: a period of zero has no time in it; write 1 or more",
        ),
        (
            "dex.scores | summarize a = count() by 10min",
            "1:39: groups in minutes are multiples of 15; write `15min`, `30min`, `45min` and so on",
        ),
        (
            "devices | compute a = count()",
            "1:11: `compute` needs events; put `with` or `include` and an event table before it",
        ),
        (
            "devices | list name\n| list uid",
            "2:3: a second `list`; a query may have only one, join the two",
        ),
        (
            "devices | summarize a = count() | summarize b = count()",
            "1:35: a second `summarize`; a query may have only one, join the two",
        ),
        (
            "devices | include dex.scores | compute s = value.avg() | list name, dex.score.value",
            "1:69: `dex.score.value` belongs to the events of `dex.scores`, which are gone after `compute`; \
             name an alias of `compute` instead",
        ),
        (
            "devices | include dex.scores | compute s = value.avg() | sort dex.score.value asc",
            "1:63: `dex.score.value` belongs to the events of `dex.scores`, which are gone after `compute`; \
             name an alias of `compute` instead",
        ),
        (
            "devices | include dex.scores | compute s = value.avg() | where 1 + dex.score.value > 3",
            "1:68: `dex.score.value` belongs to the events of `dex.scores`, which are gone after `compute`; \
             name an alias of `compute` instead",
        ),
    ] {
        let error = nql::parse(text).expect_err(text);
        assert_eq!(error.to_string(), report, "in {text:?}");
    }
}

#[test]
fn what_looks_alike_is_allowed() {
    for text in [
        // An own field of devices bears the singular of an event table that is gone.
        "devices | include device_performance.boots | compute b = duration.last() | list boot.days_since_last_full_boot",
        // The event table is open again.
        "devices | include dex.scores | compute a = value.avg() | include dex.scores | where dex.score.value > 3 \
         | compute b = value.avg()",
        "devices | include dex.scores | compute a = dex.score.value.avg() | compute b = value.max()",
        "dex.scores | summarize a = value.avg() by device.name | list device.name, a",
        "session.vdi_events during past 1h by 30s | summarize a = count() by 1min",
        "web.page_views from 1d ago to 0d ago",
        "devices | where a = $x | where b in [$y, $z]",
        "devices | include dex.scores during past 7d",
    ] {
        super::parse(text);
    }
}

#[test]
fn parameters_come_in_the_order_of_the_text() {
    let query = super::parse(
        "devices | where (b = $second_ or c in [1, $x1]) and $last > d\n| where a.count() = $more | list name",
    );
    let names: Vec<&str> = query
        .parameters()
        .iter()
        .map(|parameter| parameter.name.as_str())
        .collect();
    assert_eq!(names, ["second_", "x1", "last", "more"]);
    let spans: Vec<(u32, u32)> = query
        .parameters()
        .iter()
        .map(|parameter| (parameter.span.line, parameter.span.column))
        .collect();
    assert_eq!(spans, [(1, 22), (1, 43), (1, 53), (2, 21)]);
}

#[test]
fn an_include_that_nothing_is_computed_from_is_warned_of() {
    let warnings = |text: &str| {
        super::parse(text)
            .warnings()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let advice = "has no effect without a `compute` after it; add one or remove it";
    assert_eq!(
        warnings("devices\n| include dex.scores | list name"),
        [format!("2:3: `include dex.scores` {advice}")]
    );
    assert_eq!(
        warnings("devices | include a.b | compute c = count() | include d.e\n| include f.g"),
        [
            format!("1:47: `include d.e` {advice}"),
            format!("2:3: `include f.g` {advice}")
        ]
    );
    assert_eq!(
        warnings("devices | include a.b | include d.e | compute c = count()"),
        [""; 0]
    );
    assert_eq!(warnings("devices | with a.b"), [""; 0]);
}

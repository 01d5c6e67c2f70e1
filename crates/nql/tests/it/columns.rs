//! The keys of the result's columns.

use nql::ast::{Field, TableRef};
use nql::column_key;

#[test]
fn every_spelling_of_a_field_gives_the_same_key() {
    let devices = TableRef::new(None, "devices");
    let spelled_out = TableRef::new(Some("device"), "devices");
    let users = TableRef::new(None, "users");
    let scores = TableRef::new(Some("dex"), "scores");
    let executions = TableRef::new(Some("remote_action"), "executions");
    let monitors = TableRef::new(Some("device"), "monitors");
    for (table, field, key) in [
        (&devices, "name", "device.name"),
        (&devices, "device.name", "device.name"),
        (&devices, "device.device.name", "device.name"),
        (&spelled_out, "name", "device.name"),
        (&devices, "collector.uid", "device.collector.uid"),
        (&devices, "operating_system.name", "device.operating_system.name"),
        (
            &devices,
            "device.operating_system.name",
            "device.operating_system.name",
        ),
        (
            &devices,
            "boot.days_since_last_full_boot",
            "device.boot.days_since_last_full_boot",
        ),
        (&devices, "user.name", "user.name"),
        (&devices, "#owner", "device.#owner"),
        (&devices, "device.#owner", "device.#owner"),
        (&users, "ad.email_address", "user.ad.email_address"),
        (&users, "sid", "user.sid"),
        (&scores, "value", "dex.score.value"),
        (&scores, "score.value", "dex.score.value"),
        (&scores, "dex.score.value", "dex.score.value"),
        (&scores, "technology.value", "dex.score.technology.value"),
        (&scores, "applications.value", "dex.score.applications.value"),
        (&scores, "device.#owner", "device.#owner"),
        (&executions, "status", "remote_action.execution.status"),
        (&executions, "execution.status", "remote_action.execution.status"),
        (
            &executions,
            "remote_action.execution.status",
            "remote_action.execution.status",
        ),
        (&executions, "remote_action.name", "remote_action.name"),
        (&executions, "device.collector.uid", "device.collector.uid"),
        (&executions, "time", "remote_action.execution.time"),
        (&monitors, "monitor.name", "device.monitor.name"),
        (&monitors, "device.name", "device.name"),
    ] {
        assert_eq!(column_key(table, &Field::new(field)), key, "{field} of {table}");
    }
}

#[test]
fn plurals_have_their_singular() {
    for (plural, singular) in [
        ("devices", "device"),
        ("users", "user"),
        ("binaries", "binary"),
        ("packages", "package"),
        ("executions", "execution"),
        ("executions_summary", "executions_summary"),
        ("system_crashes", "system_crash"),
        ("crashes", "crash"),
        ("responses", "response"),
        ("boots", "boot"),
        ("antiviruses", "antivirus"),
        ("cpus", "cpu"),
        ("page_views", "page_view"),
        ("processes", "process"),
    ] {
        assert_eq!(TableRef::new(Some("x"), plural).singular(), singular);
    }
    assert_eq!(TableRef::new(None, "binaries").qualified(), "binary.binaries");
    assert_eq!(TableRef::new(None, "binaries").key_prefix(), "binary");
    assert_eq!(TableRef::new(Some("dex"), "scores").key_prefix(), "dex.score");
}

#[test]
fn the_last_word_on_the_columns_has_list_then_summarize() {
    for (text, columns) in [
        ("devices", &[][..]),
        ("devices | where name = \"x\" | sort name asc | limit 3", &[]),
        ("devices | summarize n = count()", &["n"]),
        (
            "web.page_views | summarize n = count(), t = duration.avg() by device.name, label, 1h",
            &[
                "device.name",
                "web.page_view.label",
                "start_time",
                "end_time",
                "bucket_duration",
                "n",
                "t",
            ],
        ),
        (
            "dex.scores | summarize s = value.avg() by device.entity, 1d | list end_time, s, device.entity",
            &["end_time", "s", "device.entity"],
        ),
        (
            "devices | with dex.scores | compute value = value.avg() | list value, name",
            &["value", "device.name"],
        ),
        // An alias of `compute` is gone after `summarize`, unless that names it again.
        (
            "devices | with dex.scores | compute s = value.avg() | summarize n = s.avg() | list n, s",
            &["n", "device.s"],
        ),
        (
            "devices | summarize c = count() * 2 | list c.as(format = currency, code = USD)",
            &["c"],
        ),
        (
            "devices | list last_seen.time_elapsed(), hardware.memory / 2, name.as(format = percent)",
            &[
                "device.last_seen.time_elapsed",
                "hardware.memory / 2",
                "device.name",
            ],
        ),
    ] {
        assert_eq!(super::parse(text).columns(), columns, "{text}");
    }
}

//! What feeds have brought, for Prometheus.

use std::fmt::Write as _;

use jiff::Timestamp;
use service::DirectoryState;

/// The counts of all feeds, and of what is in force.
pub fn counted(state: &DirectoryState, now: Timestamp) -> String {
    let ages = state.feeds.iter().filter_map(|feed| {
        let age = now.duration_since(feed.last?).as_secs().max(0);
        Some((feed.name.as_str(), age.unsigned_abs()))
    });
    let bad = state.feeds.iter().map(|feed| (feed.name.as_str(), feed.bad));
    let rows = state.sets.iter().map(|set| (set.set.name(), set.rows));
    [
        family(
            "deskside_feed_age_seconds",
            "gauge",
            "How old what a feed of exported data has brought last is.",
            ("feed", ages.collect()),
        ),
        family(
            "deskside_feed_rows",
            "gauge",
            "Rows that are in force, by set, whatever has brought them.",
            ("set", rows.collect()),
        ),
        family(
            "deskside_feed_bad_rows_total",
            "counter",
            "Rows of a feed that could not be read.",
            ("feed", bad.collect()),
        ),
    ]
    .concat()
}

fn family(name: &str, kind: &str, help: &str, (label, values): (&str, Vec<(&str, u64)>)) -> String {
    let mut text = format!("# HELP {name} {help}\n# TYPE {name} {kind}\n");
    for (value, count) in values {
        writeln!(text, "{name}{{{label}=\"{value}\"}} {count}").expect("a String takes whatever is written");
    }
    text
}

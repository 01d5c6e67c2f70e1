use jiff::{SignedDuration, Timestamp};

use super::{columns, row, rows, tables, try_run};
use crate::tables::{Links, ObjectKind, TableSchema, Tables, Value, schema};

/// The session of ALPHA, in Zurich one hour later: 30 ms over the day; 20 ms from 10:00 on and 40 ms from 10:05 on; 10,
/// 30 and 50 ms in the three half minutes from 10:20 on.
fn session() -> Tables {
    let mut tables = tables();
    let mut sample = |schema: &'static TableSchema, at: &str, seconds: i64, latency: f64| {
        let start: Timestamp = at.parse().unwrap();
        let links = Links::device(0).with(ObjectKind::User, 0);
        let values = [
            ("start_time", Value::Time(start)),
            (
                "end_time",
                Value::Time(start + SignedDuration::from_secs(seconds)),
            ),
            ("network_latency", Value::Duration(latency)),
        ];
        tables.push(schema, row(schema, start, links, &values));
    };
    sample(&schema::VDI_EVENTS, "2024-11-11T07:00:00Z", 32_400, 0.03);
    sample(&schema::VDI_EVENTS_5MIN, "2024-11-11T10:00:00Z", 300, 0.02);
    sample(&schema::VDI_EVENTS_5MIN, "2024-11-11T10:05:00Z", 300, 0.04);
    sample(&schema::VDI_EVENTS_30S, "2024-11-11T10:20:00Z", 30, 0.01);
    sample(&schema::VDI_EVENTS_30S, "2024-11-11T10:20:30Z", 30, 0.03);
    sample(&schema::VDI_EVENTS_30S, "2024-11-11T10:21:00Z", 30, 0.05);
    tables
}

fn answer(text: &str) -> Vec<String> {
    let result = try_run(text, &session(), &[]).unwrap();
    let cell = |value: &Value| value.to_cell(&jiff::tz::TimeZone::UTC);
    let line = |row: &Vec<Value>| row.iter().map(cell).collect::<Vec<String>>().join(" ");
    result.rows.iter().map(line).collect()
}

#[test]
fn the_time_frame_chooses_the_resolution() {
    let latency = |frame: &str| answer(&format!("session.vdi_events {frame} | list network_latency"));
    assert_eq!(latency("during past 1d"), ["0.03"]);
    assert_eq!(latency("on 2024-11-11"), ["0.03"]);
    assert_eq!(latency("from 1d ago to 0d ago"), ["0.03"]);
    assert_eq!(latency(""), ["0.03"]);
    assert_eq!(latency("during past 24h"), ["0.02", "0.04"]);
    assert_eq!(
        latency("from 2024-11-11 11:00:00 to 2024-11-11 11:05:00"),
        ["0.02"]
    );
    for frame in ["during past 1d", "during past 24h", "on 2024-11-11"] {
        assert_eq!(latency(&format!("{frame} by 30s")), ["0.01", "0.03", "0.05"]);
    }
}

#[test]
fn fine_samples_can_be_condensed_into_minutes() {
    let text = "session.vdi_events during past 1h by 30s \
                | summarize latency = network_latency.avg(), samples = count() by 1min";
    assert_eq!(
        answer(text),
        [
            "2024-11-11 10:20:00 2024-11-11 10:21:00 60 0.02 2",
            "2024-11-11 10:21:00 2024-11-11 10:22:00 60 0.05 1"
        ]
    );
    let all = "session.vdi_events during past 15min by 30s | summarize worst = network_latency.max()";
    assert_eq!(answer(all), ["0.05"]);
}

#[test]
fn joined_events_have_their_own_resolution() {
    let joined = |frame: &str| {
        answer(&format!(
            "devices | with session.vdi_events {frame} | compute worst = network_latency.max() | list name, worst"
        ))
    };
    assert_eq!(joined("past 1h by 30s"), ["ALPHA 0.05"]);
    assert_eq!(joined("past 1h"), ["ALPHA 0.04"]);
    assert_eq!(joined("past 1d"), ["ALPHA 0.03"]);
}

#[test]
fn there_is_one_granularity_and_its_table_has_no_name() {
    let error = |text: &str| try_run(text, &session(), &[]).unwrap_err().to_string();
    assert_eq!(
        error("session.vdi_events during past 1h by 10s | list start_time"),
        "invalid time frame: the only granularity is 'by 30s'"
    );
    let coarse = "session.vdi_events during past 1h | summarize n = count() by 1h";
    assert_eq!(answer(coarse).len(), 1);
}

#[test]
fn events_know_where_they_happened() {
    let text = "device_performance.boots | where context.device_platform == macOS | list context.location.country, duration";
    assert_eq!(rows(text), ["- 30"]);
    assert_eq!(
        columns(text),
        [
            "device_performance.boot.context.location.country",
            "device_performance.boot.duration"
        ]
    );
    let of_windows =
        "device_performance.boots | summarize n = count() by context.device_platform | sort n desc";
    assert_eq!(rows(of_windows), ["Windows 3", "macOS 1"]);
    for text in [
        "devices | where context.device_platform == macOS",
        "alert.monitors | where context.device_platform == macOS",
        "device_performance.boots | where context.weather == sunny",
    ] {
        let error = try_run(text, &tables(), &[]).unwrap_err().to_string();
        assert!(error.starts_with("unknown field 'context."), "{error}");
    }
}

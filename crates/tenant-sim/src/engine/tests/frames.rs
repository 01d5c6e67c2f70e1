//! The examples of the vendor's documentation (NQL time selection, NQL FAQ), in the tenant's zone.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use nql::ast::Timeframe;

use super::super::Context;
use super::super::frame::Frame;
use super::{now, rows, tables};

fn frame(text: &str) -> (String, String) {
    let query = nql::parse(&format!("device_performance.boots {text} | list time")).unwrap();
    let zone = TimeZone::get("Europe/Zurich").unwrap();
    let tables = tables();
    let cx = Context {
        tables: &tables,
        now: now(),
        zone: zone.clone(),
        parameters: &HashMap::new(),
    };
    let frame = Frame::resolve(query.timeframe.as_ref() as Option<&Timeframe>, &cx).unwrap();
    let local = |moment: jiff::Timestamp| moment.to_zoned(zone.clone()).strftime("%m-%d %H:%M").to_string();
    (local(frame.start), local(frame.end))
}

fn assert_frame(text: &str, start: &str, end: &str) {
    assert_eq!(frame(text), (start.to_owned(), end.to_owned()), "{text}");
}

#[test]
fn past_frames_include_the_running_unit() {
    assert_frame("during past 15min", "11-11 11:15", "11-11 11:30");
    assert_frame("during past 45min", "11-11 10:45", "11-11 11:30");
    assert_frame("during past 2h", "11-11 10:00", "11-11 12:00");
    assert_frame("during past 24h", "11-10 12:00", "11-11 12:00");
    assert_frame("during past 48h", "11-09 12:00", "11-11 12:00");
    assert_frame("during past 1d", "11-11 00:00", "11-12 00:00");
    assert_frame("during past 2d", "11-10 00:00", "11-12 00:00");
}

#[test]
fn frames_between_dates() {
    assert_frame("on Nov 10, 2024", "11-10 00:00", "11-11 00:00");
    assert_frame("from 2024-11-01 to 2024-11-03", "11-01 00:00", "11-04 00:00");
    assert_frame(
        "from 2024-11-01 00:00:00 to 2024-11-03 12:30:00",
        "11-01 00:00",
        "11-03 12:30",
    );
    assert_frame("from Nov 1 to Nov 7", "11-01 00:00", "11-08 00:00");
    assert_frame("from 1d ago to 1d ago", "11-10 00:00", "11-11 00:00");
    assert_frame("from 3h ago to 1h ago", "11-11 08:00", "11-11 10:00");
}

#[test]
fn a_day_of_the_change_to_winter_time_has_25_hours() {
    assert_frame("on Oct 27, 2024", "10-27 00:00", "10-28 00:00");
}

#[test]
fn frames_choose_events_by_their_time_and_objects_by_when_they_were_seen() {
    assert_eq!(
        rows("device_performance.boots during past 2h | list duration"),
        [""; 0]
    );
    assert_eq!(
        rows("device_performance.boots during past 4h | list duration"),
        ["60"]
    );
    assert_eq!(rows("devices during past 1d | list name"), ["ALPHA"]);
    assert_eq!(rows("devices during past 7d | list name"), ["ALPHA", "beta"]);
    assert_eq!(rows("devices | list name"), ["ALPHA", "beta", "GAMMA"]);
}

//! How long events are kept.

use jiff::{SignedDuration, Timestamp};

use super::{TableSchema, schema};

const DAYS_KEPT: i64 = 30;
const QUARTER: i64 = 900;
const HOUR: i64 = 3_600;

/// How many runs of saved queries are remembered: a portal asks every second, for weeks.
pub const LOGGED_QUERIES: usize = 20_000;

/// Whether an event of this time is still kept at `now`. Events live 30 days, connections 14, what virtual desktops
/// measure each 30 seconds two, summaries 13 months (Nexthink data retention); what they measure each five minutes seven
/// days (ours). Samples get rarer with age, as the fleet's made-up history has them: one an hour after two hours, one in six hours after two
/// days. So a simulator that runs for weeks needs no more memory than one that has just started.
pub fn keeps(schema: &'static TableSchema, time: Timestamp, now: Timestamp) -> bool {
    let age = now.duration_since(time);
    if age > SignedDuration::from_hours(24 * days_kept(schema)) {
        return false;
    }
    let sampled = std::ptr::eq(schema, &raw const schema::DEVICE_EVENTS)
        || std::ptr::eq(schema, &raw const schema::CONNECTIVITY_EVENTS);
    let begins = |length: i64| time.as_second().rem_euclid(length) < QUARTER;
    if !sampled || age <= SignedDuration::from_hours(2) {
        true
    } else if age <= SignedDuration::from_hours(50) {
        begins(HOUR)
    } else {
        begins(6 * HOUR)
    }
}

fn days_kept(schema: &'static TableSchema) -> i64 {
    let special: [(&TableSchema, i64); 5] = [
        (&schema::VDI_EVENTS_30S, 2),
        (&schema::VDI_EVENTS_5MIN, 7),
        (&schema::CONNECTION_EVENTS, 14),
        (&schema::REMOTE_ACTION_SUMMARY, 396),
        (&schema::WORKFLOW_SUMMARY, 396),
    ];
    let special = special.iter().find(|(known, _)| std::ptr::eq(*known, schema));
    special.map_or(DAYS_KEPT, |(_, days)| *days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_get_rarer_and_other_events_stay_for_a_month() {
        let now: Timestamp = "2026-03-07T15:56:02Z".parse().unwrap();
        let sample = |time: &str| keeps(&schema::DEVICE_EVENTS, time.parse().unwrap(), now);
        assert!(sample("2026-03-07T15:45:00Z") && sample("2026-03-07T14:15:00Z"));
        assert!(sample("2026-03-06T13:00:00Z") && !sample("2026-03-06T13:15:00Z"));
        assert!(sample("2026-03-01T12:00:00Z") && !sample("2026-03-01T13:00:00Z"));
        assert!(!sample("2026-02-01T12:00:00Z"));
        assert!(keeps(
            &schema::BOOTS,
            "2026-03-01T13:13:13Z".parse().unwrap(),
            now
        ));
        assert!(!keeps(
            &schema::BOOTS,
            "2026-02-01T12:00:00Z".parse().unwrap(),
            now
        ));
    }

    #[test]
    fn some_tables_are_kept_longer_or_shorter() {
        let now: Timestamp = "2026-03-07T15:56:02Z".parse().unwrap();
        let kept = |schema, time: &str| keeps(schema, time.parse().unwrap(), now);
        assert!(kept(&schema::VDI_EVENTS_30S, "2026-03-05T16:00:00Z"));
        assert!(!kept(&schema::VDI_EVENTS_30S, "2026-03-05T15:55:30Z"));
        assert!(kept(&schema::VDI_EVENTS_5MIN, "2026-03-01T12:00:00Z"));
        assert!(kept(&schema::VDI_EVENTS, "2026-02-10T12:00:00Z"));
        assert!(!kept(&schema::CONNECTION_EVENTS, "2026-02-20T12:00:00Z"));
        assert!(kept(&schema::REMOTE_ACTION_SUMMARY, "2025-02-06T00:00:00Z"));
        assert!(!kept(&schema::WORKFLOW_SUMMARY, "2025-02-01T00:00:00Z"));
    }
}

//! How long events are kept.

use jiff::{SignedDuration, Timestamp};

use super::{TableSchema, schema};

const DAYS_KEPT: i64 = 30;
const QUARTER: i64 = 900;
const HOUR: i64 = 3_600;

/// Whether an event of this time is still kept at `now`. Events live 30 days (Nexthink data retention). Samples get
/// rarer with age, as the fleet's made-up history has them: one an hour after two hours, one in six hours after two
/// days. So a simulator that runs for weeks needs no more memory than one that has just started.
pub fn keeps(schema: &'static TableSchema, time: Timestamp, now: Timestamp) -> bool {
    let age = now.duration_since(time);
    if age > SignedDuration::from_hours(24 * DAYS_KEPT) {
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
}

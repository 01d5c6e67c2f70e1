use std::time::Duration;

use jiff::{Timestamp, fmt::rfc2822};

use crate::nql::parse_timestamp;

/// Reads `Retry-After`: seconds, an HTTP date, or an ISO date-time, because the NQL API documents "the date and time"
/// without a format. A time that has passed is no wait.
pub(super) fn parse(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = rfc2822::parse(value)
        .map(|date| date.timestamp())
        .ok()
        .or_else(|| parse_timestamp(value))?;
    Some(Duration::try_from(until.duration_since(now)).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read_against_the_clock() {
        let now: Timestamp = "2026-03-07T15:56:00Z".parse().unwrap();
        for (value, seconds) in [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("Sat, 07 Mar 2026 15:58:00 GMT", Some(120)),
            ("Sat, 07 Mar 2026 15:00:00 GMT", Some(0)),
            ("2026-03-07T15:57:30Z", Some(90)),
            ("2026-03-07T16:57:30+01:00", Some(90)),
            ("2026-03-07 15:57:30", Some(90)),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(parse(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }
}

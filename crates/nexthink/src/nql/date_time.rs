use jiff::{Timestamp, civil::DateTime, tz::Offset};

/// Reads a date-time of an NQL answer. Without a zone it is taken as UTC, which is what the header `x-utc-times` asks
/// for; a date alone is its midnight.
///
/// Nexthink's own examples show `2026-03-07 15:56:02`; ISO forms with `T`, fractions, `Z` or an offset are read too.
#[must_use]
pub fn parse_timestamp(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // jiff's zone annotations would be passed over in silence.
    if text.contains('[') {
        return None;
    }
    if let Ok(timestamp) = text.parse() {
        return Some(timestamp);
    }
    Offset::UTC.to_timestamp(text.parse::<DateTime>().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        for (text, expected) in [
            ("2026-03-07 15:56:02", Some("2026-03-07T15:56:02Z")),
            ("2026-03-07 15:56:02.250", Some("2026-03-07T15:56:02.25Z")),
            (" 2026-03-07 15:56:02 ", Some("2026-03-07T15:56:02Z")),
            ("2026-03-07 15:56", Some("2026-03-07T15:56:00Z")),
            ("2026-03-07T15:56:02", Some("2026-03-07T15:56:02Z")),
            ("2026-03-07T15:56:02Z", Some("2026-03-07T15:56:02Z")),
            ("2026-03-07 15:56:02Z", Some("2026-03-07T15:56:02Z")),
            ("2026-03-07T15:56:02.5Z", Some("2026-03-07T15:56:02.5Z")),
            ("2026-03-07T15:56:02+01:00", Some("2026-03-07T14:56:02Z")),
            ("2026-03-07 15:56:02-0530", Some("2026-03-07T21:26:02Z")),
            ("2026-03-07", Some("2026-03-07T00:00:00Z")),
            ("2024-02-29 00:00:00", Some("2024-02-29T00:00:00Z")),
            ("2026-02-29 00:00:00", None),
            ("2026-13-01 00:00:00", None),
            ("2026-03-07 25:00:00", None),
            ("2026-03-07 15:56:02[Europe/Paris]", None),
            ("07/03/2026 15:56", None),
            ("1772898962", None),
            ("-", None),
            ("", None),
        ] {
            assert_eq!(
                parse_timestamp(text),
                expected.map(|time| time.parse().unwrap()),
                "{text}"
            );
        }
    }
}

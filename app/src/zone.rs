//! What tells one time zone from another without asking a browser for its name, which takes it long: how far it is from
//! UTC, now and in the seasons before. Zones that agree in all four still differ where they turn their clocks on other days.

/// How many days back it is looked: so far that neither a summer time nor a winter has room for all of them.
const SEASONS: [i64; 4] = [0, 91, 182, 273];

/// The mark of a zone at a moment, in milliseconds since 1970. `behind` says by how many minutes the zone is behind UTC
/// at such a moment.
#[must_use]
pub fn mark(now: i64, behind: impl Fn(i64) -> i32) -> String {
    SEASONS
        .map(|days| behind(now - days * 86_400_000).to_string())
        .join(" ")
}

/// The mark of a zone that the server knows.
#[cfg(feature = "ssr")]
pub(crate) fn mark_of(zone: &jiff::tz::TimeZone, now: jiff::Timestamp) -> String {
    use jiff::{Timestamp, tz::Offset};

    mark(now.as_millisecond(), |at| {
        let offset = Timestamp::from_millisecond(at).map(|at| zone.to_offset(at));
        -offset.unwrap_or(Offset::UTC).seconds() / 60
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use jiff::tz::TimeZone;

    use super::mark_of;

    fn marks(zone: &str) -> [String; 4] {
        let zone = TimeZone::posix(zone).expect("a zone");
        ["2026-01-10", "2026-04-10", "2026-07-10", "2026-10-10"]
            .map(|day| mark_of(&zone, format!("{day}T12:00:00Z").parse().expect("noon")))
    }

    #[test]
    fn minutes_are_counted_as_browsers_count_them() {
        assert_eq!(marks("<+0530>-5:30")[0], "-330 -330 -330 -330");
        assert_eq!(marks("CET-1CEST,M3.5.0,M10.5.0/3")[0], "-60 -120 -120 -120");
    }

    #[test]
    fn a_zone_with_a_summer_time_is_never_taken_for_one_without() {
        let berlin = marks("CET-1CEST,M3.5.0,M10.5.0/3");
        let new_york = marks("EST5EDT,M3.2.0,M11.1.0");
        for (with, [winter, summer]) in [(berlin, ["CET-1", "EET-2"]), (new_york, ["EST5", "AST4"])] {
            for without in [marks(winter), marks(summer)] {
                for (one, other) in with.iter().zip(without) {
                    assert_ne!(*one, other);
                }
            }
        }
    }
}

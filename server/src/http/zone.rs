//! In which time zone somebody is, as far as their browser has told it.

use axum::http::HeaderMap;
use jiff::tz::TimeZone;

use super::cookies;

/// The cookie in which the browser tells the zone, by its name in the time zone database, so that times stand as local
/// ones in the page itself. The script that sets it is `app/src/islands/live/zone.rs`.
const COOKIE: &str = "deskside-zone";

/// The same in a frame, which on our own site is sent both.
const FRAME_COOKIE: &str = "__Host-deskside-zone";

/// The time zone of a request. Unknown names are as good as none, and so is the name for not knowing.
pub fn zone(headers: &HeaderMap, framed: bool) -> Option<TimeZone> {
    let name = if framed { FRAME_COOKIE } else { COOKIE };
    let zone = TimeZone::get(cookies::value(headers, name)?).ok()?;
    (!zone.is_unknown()).then_some(zone)
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    fn told(cookie: &str) -> Option<String> {
        let headers = [(header::COOKIE, cookie.parse().unwrap())].into_iter().collect();
        zone(&headers, false).and_then(|zone| zone.iana_name().map(str::to_owned))
    }

    #[test]
    fn a_zone_is_known_by_its_name() {
        assert_eq!(
            told("deskside-zone=Asia/Kolkata").as_deref(),
            Some("Asia/Kolkata")
        );
        assert_eq!(told("a=b; deskside-zone=Etc/GMT+3").as_deref(), Some("Etc/GMT+3"));
    }

    #[test]
    fn what_is_no_zone_is_none() {
        for cookie in [
            "a=b",
            "deskside-zone=",
            "deskside-zone=../etc/passwd",
            "deskside-zone=Europe/Atlantis",
        ] {
            assert_eq!(told(cookie), None, "{cookie}");
        }
    }
}

//! What feeds of exported data have brought.

use jiff::Timestamp;
use service::FeedState;

use super::exposition::{Exposition, Kind};

pub fn tell(text: &mut Exposition, feeds: &[FeedState], now: Timestamp) {
    let mut family = text.family(
        "deskside_feed_age_seconds",
        Kind::Gauge,
        "How old what a feed of exported data has brought last is.",
    );
    for feed in feeds {
        if let Some(last) = feed.last {
            let age = now.duration_since(last).as_secs();
            family.sample(&[("feed", feed.name.as_str())], age.max(0));
        }
    }
    let mut family = text.family(
        "deskside_feed_bad_rows_total",
        Kind::Counter,
        "Rows of a feed that could not be read.",
    );
    for feed in feeds {
        family.sample(&[("feed", feed.name.as_str())], feed.bad);
    }
}

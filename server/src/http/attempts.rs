//! How often somebody may try to sign in and fail.

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};
use moka::sync::Cache;

/// So many failures are taken from one address within [`WINDOW`]. A company's people may share one, and most of them do
/// not fail.
const MOST: u32 = 20;
const WINDOW: SignedDuration = SignedDuration::from_secs(60);
/// How many addresses are remembered.
const HELD: u64 = 100_000;

/// The failures of the last minute, by where they come from.
#[derive(Debug, Clone)]
pub struct Attempts(Cache<IpAddr, Arc<Failures>>);

#[derive(Debug)]
struct Failures {
    since: Timestamp,
    count: AtomicU32,
}

/// Somebody fails too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// For how long nothing more is taken from there, in seconds.
    pub seconds: u64,
}

impl Default for Attempts {
    fn default() -> Self {
        let life = Duration::from_secs(WINDOW.unsigned_abs().as_secs());
        Self(Cache::builder().max_capacity(HELD).time_to_live(life).build())
    }
}

impl Attempts {
    /// This address has failed. What is right is taken from it all the same: its other people did nothing.
    ///
    /// # Errors
    /// When it has failed too often to be told why.
    pub fn failed(&self, from: IpAddr, now: Timestamp) -> Result<(), TooMany> {
        let fresh = || {
            Arc::new(Failures {
                since: now,
                count: AtomicU32::new(0),
            })
        };
        let address = network(from);
        let mut failures = self.0.get_with(address, fresh);
        let mut left = WINDOW - now.duration_since(failures.since);
        if left <= SignedDuration::ZERO {
            failures = fresh();
            left = WINDOW;
            self.0.insert(address, failures.clone());
        }
        if failures.count.fetch_add(1, Ordering::Relaxed) < MOST {
            return Ok(());
        }
        Err(TooMany {
            seconds: u64::try_from(left.as_secs()).unwrap_or_default() + 1,
        })
    }
}

/// One who has an IPv6 address has 2^64 of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

impl TooMany {
    /// The header that says when to come back.
    pub fn retry_after(self) -> (header::HeaderName, HeaderValue) {
        (header::RETRY_AFTER, HeaderValue::from(self.seconds))
    }
}

impl IntoResponse for TooMany {
    fn into_response(self) -> Response {
        (StatusCode::TOO_MANY_REQUESTS, [self.retry_after()]).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).unwrap()
    }

    #[test]
    fn whoever_fails_too_often_waits_and_others_do_not() {
        let attempts = Attempts::default();
        let (here, there): (IpAddr, IpAddr) = ("10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap());
        for _ in 0..MOST {
            assert_eq!(attempts.failed(here, at(0)), Ok(()));
        }
        assert_eq!(attempts.failed(here, at(10)), Err(TooMany { seconds: 51 }));
        assert_eq!(attempts.failed(there, at(10)), Ok(()));
        assert_eq!(attempts.failed(here, at(60)), Ok(()));
    }

    #[test]
    fn an_address_in_other_clothes_is_the_same() {
        let attempts = Attempts::default();
        let addresses = |texts: [&str; 2]| texts.map(|text| text.parse::<IpAddr>().unwrap());
        for [one, other] in [
            addresses(["10.0.0.1", "::ffff:10.0.0.1"]),
            addresses(["2001:db8::1", "2001:db8::2:3"]),
        ] {
            for _ in 0..MOST {
                attempts.failed(one, at(0)).unwrap();
            }
            assert!(attempts.failed(other, at(1)).is_err(), "{other}");
        }
    }
}

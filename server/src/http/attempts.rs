//! How often somebody may try to sign in and fail.

use std::net::IpAddr;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};
use moka::sync::Cache;
use store::{Failures, Sessions};

use super::client::Client;

/// So many failures are taken from one address within [`WINDOW`]. A company's people may share one, and most of them do
/// not fail.
const MOST: u64 = 20;
const WINDOW: SignedDuration = SignedDuration::from_secs(60);
/// How many addresses are remembered that fail too often.
const HELD: u64 = 100_000;

/// The failures of the last minute, by where they come from. Every server counts those of all.
#[derive(Debug, Clone)]
pub struct Attempts {
    sessions: Sessions,
    /// Until when those wait that fail too often: what they send costs the database nothing.
    waiting: Cache<IpAddr, Timestamp>,
}

/// Somebody fails too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// For how long nothing more is taken from there, in seconds.
    pub seconds: u64,
}

impl Attempts {
    /// Kept where sessions are.
    pub fn new(sessions: Sessions) -> Self {
        let waiting = Cache::builder()
            .max_capacity(HELD)
            .time_to_live(WINDOW.unsigned_abs());
        Self {
            sessions,
            waiting: waiting.build(),
        }
    }

    /// This address has failed. What is right is taken from it all the same: its other people did nothing.
    ///
    /// # Errors
    /// When it has failed too often to be told why.
    pub async fn failed(&self, from: IpAddr, now: Timestamp) -> Result<(), TooMany> {
        let network = Client(from).network();
        let until = match self.waiting.get(&network) {
            Some(until) if now < until => until,
            _ => match self.sessions.failed(&network.to_string(), WINDOW).await {
                Ok(Failures { count, until }) if count > MOST => until,
                Ok(_) => return Ok(()),
                Err(error) => {
                    // Nobody is signed in then, either.
                    tracing::error!("a failed sign-in was not counted: {error}");
                    return Ok(());
                }
            },
        };
        self.waiting.insert(network, until);
        let left = until.duration_since(now).as_secs();
        Err(TooMany {
            seconds: u64::try_from(left).unwrap_or_default() + 1,
        })
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
    use crate::testing::Desk;

    #[tokio::test]
    async fn whoever_fails_too_often_waits_at_every_server_and_others_do_not() {
        let desk = Desk::open("").await;
        let (one, other) = (
            Attempts::new(desk.sessions.clone()),
            Attempts::new(desk.sessions.clone()),
        );
        let (here, there): (IpAddr, IpAddr) = ("10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap());
        for turn in 0..MOST {
            let server = if turn % 2 == 0 { &one } else { &other };
            assert_eq!(server.failed(here, desk.now()).await, Ok(()));
        }
        desk.wait(10);
        for server in [&one, &other, &one] {
            assert_eq!(
                server.failed(here, desk.now()).await,
                Err(TooMany { seconds: 51 })
            );
        }
        assert_eq!(one.failed(there, desk.now()).await, Ok(()));
        desk.wait(50);
        assert_eq!(one.failed(here, desk.now()).await, Ok(()));
    }

    #[tokio::test]
    async fn an_address_in_other_clothes_is_the_same() {
        let desk = Desk::open("").await;
        let attempts = Attempts::new(desk.sessions.clone());
        let addresses = |texts: [&str; 2]| texts.map(|text| text.parse::<IpAddr>().unwrap());
        for [one, other] in [
            addresses(["10.0.0.1", "::ffff:10.0.0.1"]),
            addresses(["2001:db8::1", "2001:db8::2:3"]),
        ] {
            for _ in 0..MOST {
                attempts.failed(one, desk.now()).await.unwrap();
            }
            assert!(attempts.failed(other, desk.now()).await.is_err(), "{other}");
        }
    }
}

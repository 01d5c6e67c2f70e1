//! A server with four sources of webhooks.

use jiff::SignedDuration;
use service::{Arrival, Inbox as _};

use crate::testing;
pub use crate::testing::{Desk, text};

/// The secret of every source.
pub const SECRET: &str = "a secret: of 100% & 27 =";

pub async fn open() -> Desk {
    let sources = [
        ("by-token", "kind = 'bearer', token = 'SECRET'"),
        (
            "by-password",
            "kind = 'basic', user = 'nexthink', password = 'SECRET'",
        ),
        (
            "by-client",
            "kind = 'oauth2', client_id = 'nexthink', client_secret = 'SECRET'",
        ),
        (
            "by-another",
            "kind = 'oauth2', client_id = 'another', client_secret = 'SECRET'",
        ),
    ];
    let sections = sources.map(|(source, credential)| {
        let credential = credential.replace("SECRET", SECRET);
        format!("[hooks.{source}]\ncredential = {{ {credential} }}\n")
    });
    testing::Desk::open(&sections.concat()).await
}

/// What is kept to be read, which nobody has looked at before.
pub async fn kept(desk: &Desk) -> Vec<Arrival> {
    let hold = SignedDuration::from_secs(1);
    desk.store.lease_arrivals(100, hold, desk.now()).await.unwrap()
}

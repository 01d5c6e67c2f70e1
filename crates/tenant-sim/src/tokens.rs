//! The access tokens given out.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

/// How long a token lives (Nexthink: 900 seconds).
pub const LIFE_SECONDS: i64 = 900;

/// Who holds which token until when.
#[derive(Debug, Default)]
pub struct Tokens {
    by_token: HashMap<String, (String, Timestamp)>,
}

impl Tokens {
    /// Gives `token` to a client.
    pub fn grant(&mut self, token: String, client_id: String, now: Timestamp) {
        self.by_token.retain(|_, (_, expires)| *expires > now);
        self.by_token
            .insert(token, (client_id, now + SignedDuration::from_secs(LIFE_SECONDS)));
    }

    /// The client that holds this token, while it lives.
    pub fn holder(&self, token: &str, now: Timestamp) -> Option<&str> {
        let (client_id, expires) = self.by_token.get(token)?;
        (*expires > now).then_some(client_id)
    }

    /// No token lives any more.
    pub fn expire_all(&mut self) -> usize {
        let count = self.by_token.len();
        self.by_token.clear();
        count
    }
}

//! What has become of a webhook's deliveries.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use super::delivery::Delivery;

/// How many delivered ones are remembered to be sent again.
const REMEMBERED: usize = 10_000;

/// Counts, as `GET /webhooks` shows them.
#[derive(Debug, Default, Serialize)]
pub struct Tally {
    /// Waiting, or being sent.
    pub queued: u64,
    /// Taken by the receiver, each delivery once.
    pub delivered: u64,
    /// Given up: refused, or no answer after all tries.
    pub dropped: u64,
    /// Tries after the first.
    pub retried: u64,
    /// Sent a second time on purpose.
    pub duplicated: u64,
    /// Calls by status, or `timeout`, `connect` or `token`, the last one for want of an OAuth 2.0 token.
    pub calls: BTreeMap<String, u64>,
    /// The last thing that went wrong.
    pub last_error: Option<String>,
    #[serde(skip)]
    past: VecDeque<Delivery>,
}

impl Tally {
    /// It was delivered.
    pub fn delivered(&mut self, delivery: Delivery) {
        self.queued = self.queued.saturating_sub(1);
        self.delivered += 1;
        if !delivery.again {
            if self.past.len() == REMEMBERED {
                self.past.pop_front();
            }
            self.past.push_back(delivery);
        }
    }

    /// It was given up, and why.
    pub fn dropped(&mut self, why: String) {
        self.queued = self.queued.saturating_sub(1);
        self.dropped += 1;
        self.last_error = Some(why);
    }

    /// Those delivered so far, to send them again.
    pub fn past(&self) -> Vec<Delivery> {
        let again = |delivery: &Delivery| Delivery {
            again: true,
            ..delivery.clone()
        };
        self.past.iter().map(again).collect()
    }
}

//! What was called.

use std::collections::{BTreeMap, VecDeque};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::executions::Parameters;

/// Counts, and every trigger. The answer of `GET /stats`.
#[derive(Debug, Default, Serialize)]
pub struct Stats {
    /// Calls by endpoint and status; the status of a call without an answer is `dropped`.
    calls: BTreeMap<String, BTreeMap<String, u64>>,
    nql: NqlStats,
    /// Every trigger that was accepted, in order.
    triggers: Vec<Trigger>,
}

#[derive(Debug, Default, Serialize)]
struct NqlStats {
    total: u64,
    last_minute: usize,
    by_query: BTreeMap<String, u64>,
    #[serde(skip)]
    recent: VecDeque<Timestamp>,
}

/// One accepted trigger.
#[derive(Clone, Debug, Serialize)]
pub struct Trigger {
    /// `act/execute`, `workflows/execute`, `workflows/trigger` or `campaign/trigger`, the last one for each person.
    pub endpoint: &'static str,
    /// NQL ID of the remote action or workflow, with its `#`.
    pub id: String,
    /// Collector UIDs.
    pub devices: Vec<String>,
    /// Security identifiers (workflows).
    pub users: Vec<String>,
    /// Inputs as sent.
    pub parameters: Parameters,
    /// `triggerInfo.externalSource`
    pub external_source: Option<String>,
    /// `triggerInfo.externalReference`
    pub external_reference: Option<String>,
    /// `triggerInfo.reason`
    pub reason: Option<String>,
    /// The id that was answered.
    pub request_id: String,
    /// The execution whose thinklet was triggered (`workflows/trigger`).
    pub execution_id: Option<String>,
    /// When.
    pub time: Timestamp,
}

impl Stats {
    /// One call was answered.
    pub fn called(&mut self, endpoint: &str, status: String) {
        *self
            .calls
            .entry(endpoint.to_owned())
            .or_default()
            .entry(status)
            .or_default() += 1;
    }

    /// A saved query was asked for.
    pub fn queried(&mut self, query_id: &str, now: Timestamp) {
        self.nql.total += 1;
        *self.nql.by_query.entry(query_id.to_owned()).or_default() += 1;
        self.nql.recent.push_back(now);
        self.forget(now);
    }

    /// Something was triggered.
    pub fn triggered(&mut self, trigger: Trigger) {
        self.triggers.push(trigger);
    }

    /// As JSON at `now`.
    pub fn snapshot(&mut self, now: Timestamp) -> serde_json::Value {
        self.forget(now);
        self.nql.last_minute = self.nql.recent.len();
        serde_json::json!(self)
    }

    fn forget(&mut self, now: Timestamp) {
        while self
            .nql
            .recent
            .front()
            .is_some_and(|&time| time <= now - SignedDuration::from_secs(60))
        {
            self.nql.recent.pop_front();
        }
    }
}

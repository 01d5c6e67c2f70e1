//! What goes wrong on purpose.

use rand::Rng;
use rand::rngs::StdRng;
use serde::{Deserialize, Serialize};

/// Something that goes wrong at an endpoint: the body of `POST /faults`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// `token`, `nql/execute`, `nql/export`, `nql/status`, `nql/file`, `act/execute`, `act/list`, `act/details`,
    /// `workflows/execute`, `workflows/list`, `workflows/details`, `workflows/trigger`, `campaign/trigger`,
    /// `enrichment/fields`, or `*` for any.
    pub endpoint: String,
    /// What goes wrong.
    pub kind: FaultKind,
    /// With which status a call is answered ([`FaultKind::Status`]; 503 unless told).
    #[serde(default)]
    pub status: Option<u16>,
    /// The header `Retry-After` of that answer, as it is.
    #[serde(default)]
    pub retry_after: Option<String>,
    /// How long a call waits ([`FaultKind::Delay`]).
    #[serde(default)]
    pub delay_ms: Option<u64>,
    /// How many calls it meets; all of them unless told.
    #[serde(default)]
    pub count: Option<u32>,
    /// How likely it meets a call, 0 to 1.
    #[serde(default)]
    pub probability: Option<f64>,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Nothing is done; an error is answered.
    Status,
    /// The call waits before it is served.
    Delay,
    /// Nothing is done and the connection closes without an answer.
    DropBefore,
    /// It is done, but the connection closes without an answer.
    DropAfter,
    /// It is done, but half of the answer is missing.
    Malformed,
}

/// The faults in force.
#[derive(Debug, Default)]
pub struct Faults {
    active: Vec<Fault>,
}

impl Faults {
    /// One more.
    pub fn add(&mut self, fault: Fault) {
        self.active.push(fault);
    }

    /// None any more.
    pub fn clear(&mut self) {
        self.active.clear();
    }

    /// Those in force.
    pub fn active(&self) -> &[Fault] {
        &self.active
    }

    /// The fault that meets this call, if one does; its count goes down.
    pub fn meet(&mut self, endpoint: &str, rng: &mut StdRng) -> Option<Fault> {
        let position = self.active.iter().position(|fault| {
            (fault.endpoint == "*" || fault.endpoint == endpoint)
                && fault
                    .probability
                    .is_none_or(|probability| rng.random_bool(probability.clamp(0.0, 1.0)))
        })?;
        let fault = &mut self.active[position];
        if let Some(count) = &mut fault.count {
            *count = count.saturating_sub(1);
        }
        let met = fault.clone();
        self.active.retain(|fault| fault.count != Some(0));
        Some(met)
    }
}

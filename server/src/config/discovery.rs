//! `[discovery]`: how everybody's devices are learned at once.

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::fault::Fault;

pub const EXAMPLE: &str = r"[discovery]
every_minutes = 60
live_up_to = 500";

/// How everybody's devices are learned at once, so that pages need not ask for each person.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Discovery {
    /// How often Nexthink is asked for all devices and who uses them; 0 for never.
    #[schemars(extend("anyOf" = [{ "const": 0 }, { "minimum": LEAST, "maximum": MOST }]))]
    pub every_minutes: u32,
    /// In a company with at most so many devices, pages ask Nexthink about each person's by themselves.
    pub live_up_to: u64,
}

impl Default for Discovery {
    fn default() -> Self {
        Self {
            every_minutes: 60,
            live_up_to: 500,
        }
    }
}

/// Four exports have to come and be loaded meanwhile.
const LEAST: u32 = 15;

/// What is older than this is not shown (`service`): two have to come within it.
const MOST: u32 = 12 * 60;

impl Discovery {
    /// Whether everybody's devices are not asked for at once.
    pub const fn is_off(&self) -> bool {
        self.every_minutes == 0
    }

    /// Whether it is neither too often nor too seldom.
    ///
    /// # Errors
    /// When it is.
    pub fn check(&self) -> Result<(), Fault> {
        if self.is_off() || (LEAST..=MOST).contains(&self.every_minutes) {
            return Ok(());
        }
        let what = format!(
            "discovery.every_minutes: {} is not from {LEAST} to {MOST}, nor 0 for never",
            self.every_minutes
        );
        Err(Fault::new(what, format!("for example:\n{EXAMPLE}")))
    }
}

impl From<Discovery> for service::Discovery {
    fn from(discovery: Discovery) -> Self {
        Self {
            every: SignedDuration::from_mins(discovery.every_minutes.into()),
            live_up_to: discovery.live_up_to,
        }
    }
}

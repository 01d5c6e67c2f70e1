//! `[budget]`: how often the tenant may be asked.

use std::num::NonZeroU32;

use serde::Deserialize;

pub const EXAMPLE: &str = r"[budget]
nql_per_second = 1
triggers_per_second = 5";

/// How often the tenant may be asked; 0 for no limit.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Budget {
    /// NQL queries a second. Nexthink's limit is said to be one.
    pub nql_per_second: u32,
    /// Triggers of remote actions and workflows a second.
    pub triggers_per_second: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            nql_per_second: 1,
            triggers_per_second: 5,
        }
    }
}

impl From<Budget> for service::Limits {
    fn from(budget: Budget) -> Self {
        Self {
            nql_per_second: NonZeroU32::new(budget.nql_per_second),
            triggers_per_second: NonZeroU32::new(budget.triggers_per_second),
        }
    }
}

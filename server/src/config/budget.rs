//! `[budget]`: how often the tenant may be asked.

use std::num::NonZeroU32;

use serde::Deserialize;

pub const EXAMPLE: &str = r"[budget]
nql = { per_second = 1, per_day = 50000 }
remote_actions = { per_second = 5 }";

/// How often the tenant may be asked, by API. A limit that is not set is the usual one; 0 is none.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Budget {
    /// Saved queries that are answered at once. Nexthink's limits are said to be 1 a second and 50,000 a day.
    pub nql: Rates,
    /// Exports, and questions for their state. Nexthink has a limit a day that it does not publish.
    pub export: Rates,
    /// Remote actions; Nexthink publishes no limit.
    pub remote_actions: Rates,
    /// Workflows; Nexthink publishes no limit.
    pub workflows: Rates,
}

/// How often one API may be asked.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rates {
    /// Calls in any second.
    pub per_second: Option<u32>,
    /// Calls in any minute.
    pub per_minute: Option<u32>,
    /// Calls in any 24 hours.
    pub per_day: Option<u32>,
}

impl Rates {
    fn or(self, per_second: u32, per_day: u32) -> service::Rates {
        service::Rates {
            per_second: NonZeroU32::new(self.per_second.unwrap_or(per_second)),
            per_minute: NonZeroU32::new(self.per_minute.unwrap_or_default()),
            per_day: NonZeroU32::new(self.per_day.unwrap_or(per_day)),
        }
    }
}

impl From<Budget> for service::Limits {
    fn from(budget: Budget) -> Self {
        Self {
            nql: budget.nql.or(1, 50_000),
            export: budget.export.or(1, 1_000),
            remote_actions: budget.remote_actions.or(5, 0),
            workflows: budget.workflows.or(5, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use figment::{
        Figment,
        providers::{Format as _, Toml},
    };
    use service::Limits;

    use super::*;

    #[test]
    fn what_is_not_set_is_the_usual_and_nought_is_no_limit() {
        let text = "export = { per_second = 0, per_day = 96 }\nnql.per_minute = 30";
        let budget: Budget = Figment::from(Toml::string(text)).extract().unwrap();
        let limits = Limits::from(budget);
        let rates = |per_second, per_minute, per_day| service::Rates {
            per_second: NonZeroU32::new(per_second),
            per_minute: NonZeroU32::new(per_minute),
            per_day: NonZeroU32::new(per_day),
        };
        assert_eq!(limits.export, rates(0, 0, 96));
        assert_eq!(limits.nql, rates(1, 30, 50_000));
        assert_eq!(limits.remote_actions, rates(5, 0, 0));
    }
}

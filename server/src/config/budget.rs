//! `[budget]`: how often the tenant may be asked.

use std::{num::NonZeroU32, time::Duration};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;

pub const EXAMPLE: &str = r"[budget]
nql = { per_second = 1, per_day = 50000 }
remote_actions = { per_second = 5 }";

/// How often the tenant may be asked, by API. A limit that is not set is the usual one; 0 is no limit.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Budget {
    /// Saved queries that are answered at once. Nexthink's limits are said to be 1 a second and 50,000 a day.
    #[schemars(extend("default" = NQL))]
    pub nql: Rates,
    /// Exports, and questions for their state. Nexthink has a limit a day that it does not publish.
    #[schemars(extend("default" = EXPORT))]
    pub export: Rates,
    /// Remote actions; Nexthink publishes no limit.
    #[schemars(extend("default" = ACTS))]
    pub remote_actions: Rates,
    /// Workflows; Nexthink publishes no limit.
    #[schemars(extend("default" = ACTS))]
    pub workflows: Rates,
}

/// Below what Nexthink is said to allow.
const NQL: Rates = Rates::usual(1, 50_000);

/// Nexthink does not say what it allows.
const EXPORT: Rates = Rates::usual(1, 1_000);

/// What starts something.
const ACTS: Rates = Rates::usual(5, 0);

/// How often one API may be asked.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rates {
    /// Calls in any second; 0 for no limit.
    pub per_second: Option<u32>,
    /// Calls in any minute; 0 for no limit.
    pub per_minute: Option<u32>,
    /// Calls in any 24 hours; 0 for no limit.
    pub per_day: Option<u32>,
    /// How many milliseconds later than usual a call may arrive without the next one coming too soon; calls are so much further
    /// apart. More is needed where something in between holds them up now and then.
    #[schemars(range(max = MOST_LATE))]
    pub late_ms: Option<u32>,
}

/// What is later than this was not sent by us.
const MOST_LATE: u32 = 10_000;

/// A connection has to be made first, or a machine is busy.
const LATE: u32 = 90;

impl Rates {
    /// What is usual.
    const fn usual(per_second: u32, per_day: u32) -> Self {
        Self {
            per_second: Some(per_second),
            per_minute: Some(0),
            per_day: Some(per_day),
            late_ms: Some(LATE),
        }
    }

    fn or(self, usual: Self) -> service::Rates {
        let limit = |set: Option<u32>, usual: Option<u32>| set.or(usual).and_then(NonZeroU32::new);
        service::Rates {
            per_second: limit(self.per_second, usual.per_second),
            per_minute: limit(self.per_minute, usual.per_minute),
            per_day: limit(self.per_day, usual.per_day),
            late: Duration::from_millis(self.late_ms.or(usual.late_ms).unwrap_or(LATE).into()),
        }
    }
}

impl Budget {
    /// Whether nothing may be later than anything is.
    ///
    /// # Errors
    /// When something may.
    pub fn check(&self) -> Result<(), Fault> {
        for (api, rates) in [
            ("nql", self.nql),
            ("export", self.export),
            ("remote_actions", self.remote_actions),
            ("workflows", self.workflows),
        ] {
            if rates.late_ms.is_some_and(|late| late > MOST_LATE) {
                let what = format!("budget.{api}.late_ms: it is more than {MOST_LATE}");
                return Err(Fault::new(what, format!("{LATE} is usual")));
            }
        }
        Ok(())
    }
}

impl From<Budget> for service::Limits {
    fn from(budget: Budget) -> Self {
        Self {
            nql: budget.nql.or(NQL),
            export: budget.export.or(EXPORT),
            remote_actions: budget.remote_actions.or(ACTS),
            workflows: budget.workflows.or(ACTS),
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
            ..service::Rates::default()
        };
        assert_eq!(limits.export, rates(0, 0, 96));
        assert_eq!(limits.nql, rates(1, 30, 50_000));
        assert_eq!(limits.remote_actions, rates(5, 0, 0));
        let slow: Budget = Figment::from(Toml::string("nql.late_ms = 0\nexport.late_ms = 250"))
            .extract()
            .unwrap();
        let [nql, export] = [Limits::from(slow).nql, Limits::from(slow).export];
        assert_eq!([nql, export].map(|rates| rates.late.as_millis()), [0, 250]);
        for (late, is_right) in [(MOST_LATE, true), (MOST_LATE + 1, false)] {
            let budget = Budget {
                nql: Rates {
                    late_ms: Some(late),
                    ..Rates::default()
                },
                ..Budget::default()
            };
            assert_eq!(budget.check().is_ok(), is_right, "{late}");
        }
    }
}

//! `[session]`: how long a sign-in counts.

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::fault::Fault;

pub const EXAMPLE: &str = "[session]
idle_minutes = 60
absolute_hours = 8
bearer_minutes = 15";

/// In minutes: a day.
const MOST_IDLE: u32 = 24 * 60;

/// In hours: a week.
const MOST_ABSOLUTE: u32 = 24 * 7;

/// In minutes: nobody can end such a session by closing the browser's window.
const MOST_BEARER: u32 = 60;

/// How long a sign-in counts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    /// It ends when nobody has done anything for so long.
    #[schemars(range(min = 1, max = MOST_IDLE))]
    pub idle_minutes: u32,
    /// It ends after so long in any case.
    #[schemars(range(min = 1, max = MOST_ABSOLUTE))]
    pub absolute_hours: u32,
    /// In a frame that may keep no cookie it ends when nobody has done anything for so long; the host page is asked
    /// for a token again then.
    #[schemars(range(min = 1, max = MOST_BEARER))]
    pub bearer_minutes: u32,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle_minutes: 60,
            absolute_hours: 8,
            bearer_minutes: 15,
        }
    }
}

impl Session {
    /// Whether the limits make sense.
    ///
    /// # Errors
    /// Which does not.
    pub fn check(&self) -> Result<(), Fault> {
        let limits = [
            ("idle_minutes", self.idle_minutes, MOST_IDLE),
            ("absolute_hours", self.absolute_hours, MOST_ABSOLUTE),
            ("bearer_minutes", self.bearer_minutes, MOST_BEARER),
        ];
        match limits
            .into_iter()
            .find(|(_, value, most)| !(1..=*most).contains(value))
        {
            None => Ok(()),
            Some((key, _, most)) => Err(Fault::new(
                format!("session.{key}: it is not from 1 to {most}"),
                format!("for example:\n{EXAMPLE}"),
            )),
        }
    }

    /// After how long without use a session in a cookie ends.
    pub fn idle(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.idle_minutes))
    }

    /// After how long a session ends in any case.
    pub fn absolute(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.absolute_hours))
    }

    /// After how long without use a session without a cookie ends.
    pub fn bearer(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.bearer_minutes))
    }
}

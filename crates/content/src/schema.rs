//! JSON Schemas of the files, by which editors complete and check what a portal admin writes.
//!
//! What a group of keys looks like is described beside its reader, which remains the judge: a schema knows neither the
//! other files nor which amounts make sense. A test holds that both know the same keys.

mod shape;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

pub(crate) use shape::{
    Group, amount, count, duration, flag, https, id, list_of, local_text, map_of, nql_id, some_of, text, word,
};

use crate::{branding, health, outcomes, remedies, topics};

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `remedies/*.yaml`.
    Remedy,
    /// `topics/*.yaml`.
    Topic,
    /// `health.yaml`.
    Health,
    /// `outcomes.yaml`.
    Outcomes,
    /// `branding.yaml`.
    Branding,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Remedy,
        Self::Topic,
        Self::Health,
        Self::Outcomes,
        Self::Branding,
    ];

    /// Its name: `topic`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Remedy => "remedy",
            Self::Topic => "topic",
            Self::Health => "health",
            Self::Outcomes => "outcomes",
            Self::Branding => "branding",
        }
    }

    /// The name of the file that holds its schema: `topic.schema.json`.
    #[must_use]
    pub fn file_name(self) -> String {
        format!("{}.schema.json", self.name())
    }

    fn group(self) -> Group {
        match self {
            Self::Remedy => remedies::schema(),
            Self::Topic => topics::schema(),
            Self::Health => health::schema(),
            Self::Outcomes => outcomes::schema(),
            Self::Branding => branding::schema(),
        }
    }
}

/// The schema of a kind of file, as it is kept in a file. Draft 7 is what every editor knows.
#[must_use]
pub fn schema(kind: Kind) -> String {
    let mut schema = Value::from(kind.group());
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["definitions"] = json!({ "text": shape::languages() });
    // The order of keys may not depend on what else is compiled.
    schema.sort_all_objects();
    format!("{schema:#}\n")
}

//! What a run read or did on the device, by the names that its script gives it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{LocalText, Unit};

/// One thing that the runs of a remedy tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Its name in Nexthink.
    pub name: String,
    /// Its name on the page.
    pub label: LocalText,
    /// What it holds.
    pub holds: OutputKind,
}

/// What an output holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutputKind {
    /// Words.
    Text,
    /// A number, measured in this.
    Number(Unit),
}

/// The outputs of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outputs(BTreeMap<String, String>);

impl Outputs {
    /// Reads outputs as Nexthink gives them, an object in JSON (NQL data model, `remote_action.execution.outputs`).
    /// Anything else has no outputs.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let values: BTreeMap<String, Value> = serde_json::from_str(text).unwrap_or_default();
        let text = |(name, value)| match value {
            Value::Null => None,
            Value::String(text) => Some((name, text.trim().to_owned())),
            other => Some((name, other.to_string())),
        };
        Self(values.into_iter().filter_map(text).collect())
    }

    /// The output of this name, without spaces around it.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).cloned()
    }
}

//! The desk's own fields, as the settings fill them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{ConfigurationError, Report};

/// What a field of the desk is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// The same for every ticket, in the shape that the desk wants.
    Fixed(Value),
    /// A fact of the report, by its name in [`Report::facts`]. The field is left out where the report has no such fact.
    Fact(String),
}

/// By the desk's name of the field.
pub type Fields = BTreeMap<String, Fill>;

/// Fields that the connector fills by itself are not the settings' to fill.
pub(crate) fn check(fields: &Fields, reserved: &[&str]) -> Result<(), ConfigurationError> {
    match fields.keys().find(|field| reserved.contains(&field.as_str())) {
        Some(field) => Err(ConfigurationError::Reserved { field: field.clone() }),
        None => Ok(()),
    }
}

/// The values for one report.
pub(crate) fn filled(fields: &Fields, report: &Report) -> Map<String, Value> {
    let value = |fill: &Fill| match fill {
        Fill::Fixed(value) => Some(value.clone()),
        Fill::Fact(name) => report.facts.get(name).map(|fact| Value::from(fact.as_str())),
    };
    fields
        .iter()
        .filter_map(|(field, fill)| Some((field.clone(), value(fill)?)))
        .collect()
}

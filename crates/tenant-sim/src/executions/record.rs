//! The rows of executions.

use jiff::Timestamp;

use super::Parameters;
use crate::tables::{TableSchema, Tables, Value};

/// Changes the status of an execution at `time`.
pub fn set_status(
    tables: &mut Tables,
    schema: &'static TableSchema,
    row: usize,
    status: &str,
    details: Option<&str>,
    time: Timestamp,
) {
    let table = tables.get_mut(schema);
    table.set(row, "status", Value::text(status));
    table.set(row, "status_details", optional(details));
    table.set(row, "time", Value::Time(time));
    table.row_mut(row).time = time;
}

/// Names and values as one JSON object in a string: that is how inputs and outputs stand in a row.
pub fn json_text(values: &Parameters) -> Value {
    if values.is_empty() {
        Value::Null
    } else {
        Value::text(serde_json::json!(values).to_string())
    }
}

/// A text that may be missing.
pub fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::text)
}

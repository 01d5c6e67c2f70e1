//! The key of one field.

use crate::ast::{Field, TableRef};

/// Objects that other tables link to.
const LINKED: [&str; 10] = [
    "alert",
    "application",
    "binary",
    "campaign",
    "device",
    "monitor",
    "package",
    "remote_action",
    "user",
    "workflow",
];

/// Whether `segment`, the first of a path, names an object that other tables link to: `device` in `device.name`.
pub fn is_linked_object(segment: &str) -> bool {
    LINKED.contains(&segment)
}

/// The key that a field of `table` has in the result, whatever short form the query used. A path that starts with a
/// linked object names that object's property, and is its own key.
///
/// | Table | Written | Key |
/// |---|---|---|
/// | `devices` | `name`, `device.name` | `device.name` |
/// | `devices` | `operating_system.name` | `device.operating_system.name` |
/// | `dex.scores` | `value`, `score.value`, `dex.score.value` | `dex.score.value` |
/// | `remote_action.executions` | `status` | `remote_action.execution.status` |
/// | `remote_action.executions` | `remote_action.name`, `device.name` | unchanged |
pub fn column_key(table: &TableRef, field: &Field) -> String {
    let (namespace, singular) = (table.namespace(), table.singular());
    let own = match field.segments.as_slice() {
        [first, second, _, ..] if *first == namespace && *second == singular => &field.segments[2..],
        [first, _, ..] if *first == singular => &field.segments[1..],
        [first, _, ..] if is_linked_object(first) => return field.path(),
        all => all,
    };
    format!("{}.{}", table.key_prefix(), own.join("."))
}

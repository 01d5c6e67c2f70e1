//! Order and equality of values.

use std::cmp::Ordering;

use crate::tables::Value;

/// How two values of comparable types relate; `None` for a missing value or types that have nothing in common. Numbers,
/// durations (seconds) and data (bytes) are one family, as `time_elapsed()` is a number that is compared with `15d`.
pub fn order(left: &Value, right: &Value) -> Option<Ordering> {
    if let (Some(left), Some(right)) = (left.as_text(), right.as_text()) {
        return Some(left.to_lowercase().cmp(&right.to_lowercase()));
    }
    match (left, right) {
        (Value::Time(left), Value::Time(right)) => Some(left.cmp(right)),
        (Value::Version(left), Value::Version(right)) => Some(left.cmp(right)),
        (Value::Ip(left), Value::Ip(right)) => Some(left.cmp(right)),
        (Value::Texts(left), Value::Texts(right)) => Some(left.cmp(right)),
        (Value::Int(left), Value::Int(right)) | (Value::Bytes(left), Value::Bytes(right)) => {
            Some(left.cmp(right))
        }
        _ => left.as_number()?.partial_cmp(&right.as_number()?),
    }
}

/// The order for sorting: missing values come last whichever way is sorted.
pub fn sort_order(left: &Value, right: &Value, descending: bool) -> Ordering {
    match (left.is_null(), right.is_null()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => {
            let order = order(left, right).unwrap_or(Ordering::Equal);
            if descending { order.reverse() } else { order }
        }
    }
}

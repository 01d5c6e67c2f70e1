//! Texts, numbers, amounts, identifiers and lists of them.

use std::str::FromStr;

use domain::{InvalidId, NqlId, Unit};
use jiff::SignedDuration;

use super::wrong_type;
use crate::{
    At,
    fault::Sheet,
    quantity::Quantity,
    yaml::{Node, Value},
};

/// A text that is not empty, without white space around it.
pub(crate) fn text(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<String> {
    match &node.value {
        Value::Text(text) if text.trim().is_empty() => {
            sheet.add(node.place, format!("`{key}` is empty"), "write a text");
            None
        }
        Value::Text(text) => Some(text.trim().to_owned()),
        Value::Map(_) | Value::List(_) => {
            wrong_type(
                key,
                node,
                "a text",
                "put the text in quotes if it begins with `{` or `[`",
                sheet,
            );
            None
        }
        _ => {
            wrong_type(key, node, "a text", "put it in quotes", sheet);
            None
        }
    }
}

/// `true` or `false`.
pub(crate) fn flag(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<bool> {
    if let Value::Bool(value) = node.value {
        return Some(value);
    }
    wrong_type(key, node, "`true` or `false`", "write `true` or `false`", sheet);
    None
}

/// A whole number from 1.
pub(crate) fn count(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<u32> {
    match node.value {
        Value::Number(number) if number.fract() == 0.0 && (1.0..=1e6).contains(&number) => {
            Some(number as u32)
        }
        _ => {
            wrong_type(
                key,
                node,
                "a whole number from 1",
                "write a number such as `10`",
                sheet,
            );
            None
        }
    }
}

/// An amount in whatever unit.
pub(crate) fn quantity(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Quantity> {
    let quantity = match &node.value {
        Value::Number(number) => Some(Quantity::bare(*number)),
        Value::Text(text) => Quantity::parse(text),
        _ => None,
    };
    if quantity.is_none() {
        wrong_type(
            key,
            node,
            "an amount",
            "write a number and its unit, such as `20GB`, `90s`, `80%` or `3`",
            sheet,
        );
    }
    quantity
}

/// A duration that is longer than nothing.
pub(crate) fn duration(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<SignedDuration> {
    let quantity = quantity(key, node, sheet)?;
    let seconds = quantity.to_base(Unit::Seconds);
    let duration = seconds
        .clone()
        .ok()
        .and_then(|seconds| SignedDuration::try_from_secs_f64(seconds).ok());
    match (seconds, duration.filter(SignedDuration::is_positive)) {
        (Ok(_), Some(duration)) => Some(duration),
        (Ok(_), None) => {
            let what = format!("`{key}` cannot be {quantity}");
            sheet.add(
                node.place,
                what,
                "write a duration that is longer than nothing, such as `90s` or `2min`",
            );
            None
        }
        (Err(remedy), _) => {
            sheet.add(
                node.place,
                format!("`{key}` should be a duration, not `{quantity}`"),
                remedy,
            );
            None
        }
    }
}

/// An identifier of whatever kind.
pub(crate) fn id<T: FromStr<Err = InvalidId>>(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<T> {
    match text(key, node, sheet)?.parse() {
        Ok(id) => Some(id),
        Err(InvalidId { kind, rule, text }) => {
            let article = if kind.starts_with(['N', 'e', 'i']) {
                "an"
            } else {
                "a"
            };
            sheet.add(
                node.place,
                format!("`{text}` is not {article} {kind}"),
                format!("write {rule}"),
            );
            None
        }
    }
}

/// The NQL ID of a remote action or workflow.
pub(crate) fn nql_id(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<NqlId> {
    if node.value == Value::Null {
        let remedy =
            "write the NQL ID in quotes, such as \"#disk_cleanup\": without them, `#` begins a comment";
        sheet.add(node.place, format!("`{key}` has no value"), remedy);
        return None;
    }
    id(key, node, sheet)
}

/// A list of whatever `read` reads. A single value is not taken for a list.
pub(crate) fn list<T>(
    mut read: impl FnMut(&str, &Node, &mut Sheet<'_>) -> Option<T>,
) -> impl FnOnce(&str, &Node, &mut Sheet<'_>) -> Option<Vec<At<T>>> {
    move |key, node, sheet| {
        let Value::List(items) = &node.value else {
            wrong_type(
                key,
                node,
                "a list",
                "write it as `[one, two]`, or one a line with `- ` before each",
                sheet,
            );
            return None;
        };
        // What does not fit is noted; the rest is checked further.
        let read_item = |item| read(key, item, sheet).map(|value| At::new(value, item.place));
        Some(items.iter().filter_map(read_item).collect())
    }
}

/// Whether a list with nothing in it was written.
pub(crate) fn is_empty(node: &Node) -> bool {
    matches!(&node.value, Value::List(items) if items.is_empty())
}

/// The values of a list, wherever they stand.
pub(crate) fn values<T>(items: Vec<At<T>>) -> Vec<T> {
    items.into_iter().map(|item| item.value).collect()
}

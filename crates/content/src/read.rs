//! From a YAML tree to typed values. Whatever does not fit is noted in the [`Sheet`](crate::fault::Sheet) and reading
//! goes on, so that one look finds every fault.
//!
//! A reader is a function `(key, node, sheet) -> Option<T>`: `key` is what the value is called in messages, and `None`
//! means that a fault has been noted.

mod address;
mod keys;
mod local_text;
mod scalar;
mod word;

pub(crate) use address::https;
pub(crate) use keys::Keys;
pub(crate) use local_text::{local_text, local_text_with};
pub(crate) use scalar::{count, duration, flag, id, is_empty, list, nql_id, quantity, text, values};
pub(crate) use word::{Word, word, word_for, word_of, words};

use crate::{
    fault::Sheet,
    yaml::{Node, Value},
};

/// Notes that a value is of another kind than it should be.
fn wrong_type(key: &str, node: &Node, expected: &str, remedy: &str, sheet: &mut Sheet<'_>) {
    match &node.value {
        Value::Null => sheet.add(
            node.place,
            format!("`{key}` has no value"),
            format!("give it {expected}, or remove the key"),
        ),
        found => sheet.add(
            node.place,
            format!("`{key}` should be {expected}, not {}", found.kind()),
            remedy,
        ),
    }
}

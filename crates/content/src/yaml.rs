//! A YAML document as a tree in which every value and key knows where it stands.
//!
//! Serde's derived readers stop at the first fault. An admin who made five mistakes wants to hear of five, so the
//! document is read into this tree first, and the readers of the file's shape take it from there.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{DuplicateKeyPolicy, Error, Spanned};

use crate::{At, Place, fault::Sheet};

/// A value and where it stands.
pub(crate) type Node = At<Value>;

/// What a value can be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    /// In the order of the file; a key may stand there twice.
    Map(Vec<(At<String>, Node)>),
}

impl Value {
    /// What it is, in words for a person who writes YAML.
    pub(crate) fn kind(&self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Bool(value) => format!("the truth value `{value}`"),
            Self::Number(value) => format!("the number `{value}`"),
            Self::Text(text) => format!("`{text}`"),
            Self::List(_) => "a list".to_owned(),
            Self::Map(_) => "a group of keys".to_owned(),
        }
    }
}

/// Reads one document, or notes what is wrong with its syntax.
pub(crate) fn parse(text: &str, sheet: &mut Sheet<'_>) -> Option<Node> {
    let options = serde_saphyr::options! {
        // A key that stands twice is a fault of its own, found with all the others.
        duplicate_keys: DuplicateKeyPolicy::LastWins,
        strict_booleans: true,
        with_snippet: false,
    };
    let node = serde_saphyr::from_str_with_options::<Node>(text, options)
        .map_err(|error| note(&error, sheet))
        .ok()?;
    if node.value == Value::Null {
        sheet.add(
            None,
            "this file has nothing in it",
            "write what belongs in it, or remove it",
        );
        return None;
    }
    Some(node)
}

fn note(error: &Error, sheet: &mut Sheet<'_>) {
    let place = error.location().map_or(Place::START, Place::from);
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let (what, remedy) = match error {
        Error::MultipleDocuments { .. } => (
            "a second YAML document begins here".to_owned(),
            "keep one document a file: remove the line `---`",
        ),
        _ if message.contains("tab") => (
            format!("this is not YAML: {message}"),
            "indent with spaces instead of tabs",
        ),
        _ => (
            format!("this is not YAML: {message}"),
            "check the indentation of this line and the one before, and put quotes around a text that has `: ` or ` #` \
             in it or begins with one of `{ [ & * ! | > % @`",
        ),
    };
    sheet.add(place, what, remedy);
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::<Value>::deserialize(deserializer).map(|node| Self::new(node.value, node.referenced.into()))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Spanned<Value>>()? {
            let text = match key.value {
                Value::Text(text) => text,
                other => other.kind(),
            };
            let key = At::new(text, key.referenced.into());
            let mut value: Node = map.next_value()?;
            if value.value == Value::Null {
                // Nothing has no place of its own; the eye goes to the key.
                value.place = key.place;
            }
            entries.push((key, value));
        }
        Ok(Value::Map(entries))
    }
}

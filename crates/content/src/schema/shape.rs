//! What values look like in a schema, one function for each reader in `read`.

use domain::Lang;
use serde_json::{Map, Value, json};

use crate::read::{Word, words};

/// A group of keys.
#[derive(Debug)]
pub(crate) struct Group {
    description: &'static str,
    properties: Map<String, Value>,
    required: Vec<&'static str>,
    rules: Map<String, Value>,
}

impl Group {
    pub(crate) fn new(description: &'static str) -> Self {
        Self {
            description,
            properties: Map::new(),
            required: Vec::new(),
            rules: Map::new(),
        }
    }

    /// A key that may be missing, and what it is for.
    pub(crate) fn optional(
        mut self,
        key: &'static str,
        value: impl Into<Value>,
        description: &'static str,
    ) -> Self {
        let mut value = value.into();
        // Draft 7 overlooks what stands beside a `$ref`.
        if value.get("$ref").is_some() {
            value = json!({ "allOf": [value] });
        }
        value["description"] = json!(description);
        self.properties.insert(key.to_owned(), value);
        self
    }

    /// A key that must be there, and what it is for.
    pub(crate) fn required(
        mut self,
        key: &'static str,
        value: impl Into<Value>,
        description: &'static str,
    ) -> Self {
        self.required.push(key);
        self.optional(key, value, description)
    }

    /// Exactly one of these keys is there.
    pub(crate) fn exactly_one(self, keys: &[&str]) -> Self {
        self.rule("oneOf", keys)
    }

    /// At least one of these keys is there.
    pub(crate) fn at_least_one(self, keys: &[&str]) -> Self {
        self.rule("anyOf", keys)
    }

    fn rule(mut self, rule: &str, keys: &[&str]) -> Self {
        let required = keys.iter().map(|key| json!({ "required": [key] })).collect();
        self.rules.insert(rule.to_owned(), required);
        self
    }
}

impl From<Group> for Value {
    fn from(group: Group) -> Self {
        let mut value = json!({
            "type": "object",
            "description": group.description,
            "properties": group.properties,
            "additionalProperties": false,
        });
        if !group.required.is_empty() {
            value["required"] = json!(group.required);
        }
        for (rule, keys) in group.rules {
            value[rule] = keys;
        }
        value
    }
}

/// A text in every language, as the files' own definition says.
pub(crate) fn local_text() -> Value {
    json!({ "$ref": "#/definitions/text" })
}

/// What [`local_text`] refers to.
pub(super) fn languages() -> Value {
    let tags = Lang::ALL.map(Lang::tag);
    let texts: Map<String, Value> = tags.iter().map(|tag| ((*tag).to_owned(), text())).collect();
    json!({
        "type": "object",
        "description": "A text, once a language.",
        "properties": texts,
        "required": tags,
        "additionalProperties": false,
    })
}

/// A text with something in it.
pub(crate) fn text() -> Value {
    json!({ "type": "string", "pattern": r"\S" })
}

/// A name that files call each other by.
pub(crate) fn id() -> Value {
    json!({ "type": "string", "pattern": "^[a-z0-9_-]{1,64}$" })
}

/// The NQL ID of a remote action or workflow.
pub(crate) fn nql_id() -> Value {
    json!({ "type": "string", "pattern": "^#?[A-Za-z0-9_]{1,255}$" })
}

/// One of a few words.
pub(crate) fn word<T: Word>() -> Value {
    json!({ "enum": words::<T>() })
}

/// `true` or `false`.
pub(crate) fn flag() -> Value {
    json!({ "type": "boolean" })
}

/// A whole number from 1.
pub(crate) fn count() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000 })
}

/// An amount in whatever unit.
pub(crate) fn amount() -> Value {
    json!({
        "type": ["number", "string"],
        "pattern": r"^\s*[-+]?[0-9]*\.?[0-9]+\s*([A-Za-z]+|%)?\s*$",
        "examples": ["20GB", "90s", "80%", 3],
    })
}

/// A duration.
pub(crate) fn duration() -> Value {
    json!({
        "type": ["number", "string"],
        "pattern": r"^\s*\+?[0-9]*\.?[0-9]+\s*([Mm][Ss]|[Ss]|[Mm][Ii][Nn]|[Hh]|[Dd])\s*$",
        "examples": ["90s", "2min", "1h", "7d"],
    })
}

/// An address on the web.
pub(crate) fn https() -> Value {
    json!({ "type": "string", "format": "uri", "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]:" })
}

/// A list that may be empty.
pub(crate) fn list_of(item: impl Into<Value>) -> Value {
    json!({ "type": "array", "items": item.into() })
}

/// A list with something in it.
pub(crate) fn some_of(item: impl Into<Value>) -> Value {
    json!({ "type": "array", "items": item.into(), "minItems": 1 })
}

/// Keys that the portal admin names, each with such a value.
pub(crate) fn map_of(value: impl Into<Value>) -> Value {
    json!({ "type": "object", "additionalProperties": value.into() })
}

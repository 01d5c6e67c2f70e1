//! What `deskside.toml` looks like, made of the types that read it: a JSON Schema, by which editors complete and check it.
//!
//! The reader remains the judge: which keys go together, and what files hold, a schema does not say.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::Config;

/// The name of the file that holds it.
pub const FILE: &str = "deskside.schema.json";

/// The schema, as it is kept in a file. Draft 7 is what every editor knows.
pub fn schema() -> String {
    let mut schema = tree();
    push_down(&mut schema);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    // The order of keys may not depend on what else is compiled.
    schema.sort_all_objects();
    format!("{schema:#}\n")
}

/// The same, without what an editor needs, and with what alternatives have in common said once.
pub(super) fn tree() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| {
        settings.meta_schema = None;
        // Each place says all that it takes, so that whoever reads it need not look anything up.
        settings.inline_subschemas = true;
    });
    let mut tree = settings
        .into_generator()
        .into_root_schema_for::<Config>()
        .to_value();
    tidy(&mut tree);
    tree.sort_all_objects();
    tree
}

/// Takes out what says nothing of a TOML file.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.values_mut().for_each(tidy);
            object.remove("title");
            object.retain(|key, value| !(key == "default" && value.is_null()));
            let is_width = |format: &Value| format.as_str().is_some_and(|format| format != "uri");
            if object.get("format").is_some_and(is_width) {
                object.remove("format");
            }
            without_null(object);
            if let Some(Value::String(text)) = object.get_mut("description") {
                *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        Value::Array(array) => array.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// TOML has no null: what may be missing is a key that is not there.
fn without_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|one| one != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            object.insert("type".to_owned(), one);
        }
    }
    let Some(Value::Array(any)) = object.get_mut("anyOf") else {
        return;
    };
    let before = any.len();
    any.retain(|one| one["type"] != "null");
    if let ([Value::Object(only)], true) = (any.as_slice(), any.len() < before) {
        let only = only.clone();
        object.remove("anyOf");
        // What is said of the key is nearer than what is said of its type.
        for (key, value) in only {
            object.entry(key).or_insert(value);
        }
    }
}

/// Gives each alternative the keys that all of them have: one that knows only its own would refuse them.
fn push_down(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let (Some(Value::Object(common)), Some(Value::Array(_))) =
                (object.get("properties").cloned(), object.get("oneOf"))
                && let Some(Value::Array(alternatives)) = object.get_mut("oneOf")
            {
                for alternative in alternatives {
                    if let Some(Value::Object(keys)) = alternative.get_mut("properties") {
                        keys.extend(common.clone());
                    }
                    alternative["additionalProperties"] = json!(false);
                }
                object.remove("properties");
            }
            object.values_mut().for_each(push_down);
        }
        Value::Array(array) => array.iter_mut().for_each(push_down),
        _ => {}
    }
}

#[cfg(test)]
mod tests;

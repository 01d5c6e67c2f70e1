//! What a key takes, in words.

use serde_json::Value;

/// The units that keys end in, and how they are said.
const UNITS: [(&str, &str); 5] = [
    ("_minutes", "minutes"),
    ("_hours", "hours"),
    ("_days", "days"),
    ("_mib", "MiB"),
    ("_seconds", "seconds"),
];

/// The words that a key takes, with what each means.
pub(super) fn words(value: &Value) -> Vec<(&str, Option<&str>)> {
    let listed = value["enum"].as_array().into_iter().flatten();
    let listed = listed.filter_map(|word| Some((word.as_str()?, None)));
    let said = value["oneOf"].as_array().into_iter().flatten();
    let said = said.filter_map(|word| Some((word["const"].as_str()?, word["description"].as_str())));
    listed.chain(said).collect()
}

/// Whether a key takes one of a few words.
pub(super) fn is_words(value: &Value) -> bool {
    !words(value).is_empty()
}

/// What a key takes, with its unit and its limits.
pub(super) fn takes(key: &str, value: &Value) -> String {
    if value["additionalProperties"].is_object() {
        return takes(key, &value["additionalProperties"]);
    }
    if is_words(value) {
        let words: Vec<String> = words(value).iter().map(|(word, _)| format!("`{word}`")).collect();
        return words.join(", ");
    }
    let unit = UNITS.iter().find(|(end, _)| key.ends_with(end));
    let unit = unit.map_or(String::new(), |(_, unit)| format!(" of {unit}"));
    let kind = match value["type"].as_str() {
        Some("boolean") => "`true` or `false`".to_owned(),
        Some("integer") => format!("whole number{unit}"),
        Some("number") => format!("number{unit}"),
        Some("array") => match words(&value["items"]).as_slice() {
            [] => "list of texts".to_owned(),
            words => {
                let words: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
                format!("list of {}", words.join(", "))
            }
        },
        Some("string") if value["writeOnly"] == true => "secret".to_owned(),
        Some("string") => "text".to_owned(),
        _ => "table".to_owned(),
    };
    [Some(kind), limits(value)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn limits(value: &Value) -> Option<String> {
    if let Some(ways) = value["anyOf"].as_array() {
        let ways: Vec<String> = ways.iter().filter_map(limits).collect();
        return Some(ways.join(" or "));
    }
    let said = |key: &str| {
        Some(&value[key])
            .filter(|limit| !limit.is_null())
            .map(shown_plain)
    };
    if let Some(only) = said("const") {
        return Some(only);
    }
    if let Some(least) = said("minLength") {
        return Some(format!("{least} characters at least"));
    }
    let least = said("minimum").filter(|least| least != "0" || value["type"] == "number");
    match (least, said("maximum"), said("exclusiveMaximum")) {
        (Some(least), Some(most), _) => Some(format!("{least} to {most}")),
        (Some(least), None, Some(below)) => Some(format!("from {least}, below {below}")),
        (Some(least), None, None) => Some(format!("{least} at least")),
        (None, Some(most), _) => Some(format!("{most} at most")),
        _ => None,
    }
}

/// A number without a point that says nothing.
fn shown_plain(value: &Value) -> String {
    match value.as_f64() {
        Some(number) => number.to_string(),
        None => value.to_string(),
    }
}

/// A default as it would stand in the file.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Array(list) if list.is_empty() => "none".to_owned(),
        Value::Object(table) if table.is_empty() => "none".to_owned(),
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(Value::to_string).collect();
            format!("`[{}]`", list.join(", "))
        }
        other => format!("`{other}`"),
    }
}

//! Values of the Enrichment API as values of a column.

use serde_json::Value as Json;

use super::{Fault, moment};
use crate::tables::{FieldType, Value};

/// How long a text may be (a public knowledge base).
const LONGEST: usize = 64;
/// `virtualization/type` (Nexthink Enrichment API).
const TYPES: [&str; 3] = ["shared", "personal", "pooled"];
/// The numbers of `virtualization/desktop_broker` (the same); what they mean is not known.
const BROKERS: std::ops::RangeInclusive<i64> = 0..=7;

/// Reads the value for a field of this type. An empty text clears a field of any type.
///
/// # Errors
/// When it is of another type, too long, or none that the field takes.
pub fn read(name: &str, ty: FieldType, value: &Json) -> Result<Value, Fault> {
    let wrong_type = || {
        let message = format!("the value of '{name}' has the wrong type");
        Fault::new("ENRICH_011", message)
    };
    let outside = || {
        let message = format!("the value of '{name}' is none that it takes");
        Fault::new("ENRICH_012", message)
    };
    match (ty, value) {
        (_, Json::String(text)) if text.is_empty() => Ok(Value::Null),
        (FieldType::Text, Json::String(text)) if text.chars().count() > LONGEST => {
            let message = format!("the value of '{name}' is longer than {LONGEST} characters");
            Err(Fault::new("ENRICH_013", message))
        }
        (FieldType::Text, Json::String(text)) => Ok(Value::text(text)),
        (FieldType::Time, Json::String(text)) => moment(text).map(Value::Time).ok_or_else(wrong_type),
        (FieldType::Int, Json::Number(number)) => {
            let number = number.as_i64().ok_or_else(wrong_type)?;
            if name.ends_with("/desktop_broker") && !BROKERS.contains(&number) {
                return Err(outside());
            }
            Ok(Value::Int(number))
        }
        // The one enumeration that can be written.
        (FieldType::Enum, Json::Number(number)) => {
            let number = number.as_u64().and_then(|number| usize::try_from(number).ok());
            let word = number.and_then(|number| TYPES.get(number.checked_sub(1)?));
            word.map(|word| Value::Word(word)).ok_or_else(outside)
        }
        _ => Err(wrong_type()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_read_by_the_type_of_the_field() {
        let read = |name: &str, ty, value: Json| read(name, ty, &value).map_err(|fault| fault.code);
        assert_eq!(read("x", FieldType::Text, json!("a")), Ok(Value::text("a")));
        assert_eq!(read("x", FieldType::Text, json!("")), Ok(Value::Null));
        assert_eq!(read("x", FieldType::Text, json!(5)), Err("ENRICH_011"));
        assert_eq!(
            read("x", FieldType::Text, json!("a".repeat(65))),
            Err("ENRICH_013")
        );
        assert!(read("x", FieldType::Text, json!("ä".repeat(64))).is_ok());
        assert_eq!(read("x", FieldType::Int, json!("5")), Err("ENRICH_011"));
        assert_eq!(read("x", FieldType::Int, json!(5.5)), Err("ENRICH_011"));
        assert_eq!(
            read("x", FieldType::Time, json!("2026-03-07")),
            Ok(Value::Time("2026-03-07T00:00:00Z".parse().unwrap()))
        );
        assert_eq!(read("x", FieldType::Time, json!("soon")), Err("ENRICH_011"));
        let broker = "device/device/virtualization/desktop_broker";
        assert_eq!(read(broker, FieldType::Int, json!(7)), Ok(Value::Int(7)));
        assert_eq!(read(broker, FieldType::Int, json!(8)), Err("ENRICH_012"));
        assert_eq!(read("x", FieldType::Enum, json!(2)), Ok(Value::Word("personal")));
        assert_eq!(read("x", FieldType::Enum, json!(0)), Err("ENRICH_012"));
        assert_eq!(read("x", FieldType::Enum, json!(4)), Err("ENRICH_012"));
    }
}

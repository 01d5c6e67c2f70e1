//! Encoded queries: `column=value^column=value`
//! (ServiceNow, "Encoded query strings").

use std::fmt::Write as _;

use serde::{Deserialize, de};

/// A value that can stand in an encoded query. `^` would begin another condition, and there is no escape for it that
/// every release documents; what begins with `javascript:` is run.
pub(super) struct Literal<'a>(&'a str);

impl<'a> Literal<'a> {
    pub(super) fn new(value: &'a str) -> Option<Self> {
        let value = value.trim();
        let beginning = value.get(.."javascript:".len()).unwrap_or_default();
        let is_safe = !value.is_empty()
            && !value.contains(['^', '\n', '\r', '\0'])
            && !beginning.eq_ignore_ascii_case("javascript:");
        is_safe.then_some(Self(value))
    }

    pub(super) fn as_str(&self) -> &'a str {
        self.0
    }
}

/// Conditions that all must hold.
pub(super) fn all(conditions: &[(&str, &Literal<'_>)]) -> String {
    let mut query = String::new();
    for (column, value) in conditions {
        let and = if query.is_empty() { "" } else { "^" };
        // Writing to a text cannot fail.
        let _ = write!(query, "{and}{column}={}", value.as_str());
    }
    query
}

/// The unique id of a record: 32 hexadecimal digits. It comes from outside and goes into links and queries.
#[derive(Debug, Clone)]
pub(super) struct SysId(String);

impl SysId {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

impl<'de> Deserialize<'de> for SysId {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text))
        } else {
            Err(de::Error::custom("no sys_id"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_become_a_condition_or_a_script() {
        for (value, taken) in [
            ("jane@example.com", true),
            (" jane ", true),
            ("O'Neill, \"J\" =x", true),
            ("javascripts@example.com", true),
            ("a^ORactive=true", false),
            ("^NQsys_idISNOTEMPTY", false),
            ("javascript:gs.getUserID()", false),
            ("JavaScript:1", false),
            ("a\nb", false),
            ("", false),
            (" ", false),
        ] {
            assert_eq!(Literal::new(value).is_some(), taken, "{value}");
        }
    }

    #[test]
    fn conditions_are_joined() {
        let (jane, yes) = (Literal::new("jane").unwrap(), Literal::new("true").unwrap());
        assert_eq!(
            all(&[("user_name", &jane), ("active", &yes)]),
            "user_name=jane^active=true"
        );
    }

    #[test]
    fn a_sys_id_is_nothing_else() {
        let read = |text: &str| serde_json::from_value::<SysId>(text.into()).is_ok();
        assert!(read("9d385017c611228701d22104cc95c371"));
        for text in [
            "",
            "9d38",
            "9d385017c611228701d22104cc95c37^",
            "9d385017c611228701d22104cc95c371&x",
        ] {
            assert!(!read(text), "{text}");
        }
    }
}

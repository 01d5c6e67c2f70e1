use std::{error::Error, fmt};

use serde_json::{Map, Value};

/// The longest text that is kept of an answer, in characters.
const LONGEST_TEXT: usize = 500;

/// What the tenant said with an error status. Each API has a shape of its own: `{message, code: number, source}` (NQL),
/// `{code: text, message}` (remote actions), `{code: text, details}` (workflows), `{error, error_description}` (tokens),
/// or no body at all. All become this.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The tenant's code, numbers as text. Nexthink publishes no list of them.
    pub code: Option<String>,
    /// The tenant's words, at most 500 characters. The raw body where it has none of the shapes.
    pub text: Option<String>,
}

impl Problem {
    pub(crate) fn bare(status: u16) -> Self {
        Self {
            status,
            code: None,
            text: None,
        }
    }

    pub(crate) fn read(status: u16, body: &[u8]) -> Self {
        match serde_json::from_slice::<Map<String, Value>>(body) {
            Ok(object) => {
                let pick = |names: &[&str]| names.iter().find_map(|name| object.get(*name)).and_then(words);
                let (code, text) = (
                    pick(&["code", "error"]),
                    pick(&["message", "details", "error_description"]),
                );
                let text = if code.is_none() && text.is_none() {
                    raw(body)
                } else {
                    text
                };
                Self { status, code, text }
            }
            Err(_) => Self {
                status,
                code: None,
                text: raw(body),
            },
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status)?;
        if let Some(code) = &self.code {
            write!(f, ", code {code}")?;
        }
        if let Some(text) = &self.text {
            write!(f, ": {text}")?;
        }
        Ok(())
    }
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => shortened(text),
        other => shortened(&other.to_string()),
    }
}

fn raw(body: &[u8]) -> Option<String> {
    shortened(&String::from_utf8_lossy(body))
}

/// One line of bounded length, fit for a log.
pub(crate) fn shortened(text: &str) -> Option<String> {
    let mut line: String = text
        .trim()
        .chars()
        .take(LONGEST_TEXT + 1)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if let Some((end, _)) = line.char_indices().nth(LONGEST_TEXT) {
        line.truncate(end);
        line.push('…');
    }
    (!line.is_empty()).then_some(line)
}

/// An error with all its causes, as one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    shortened(&text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Option<String>, Option<String>) {
        let problem = Problem::read(400, body.as_bytes());
        (problem.code, problem.text)
    }

    fn both(code: &str, text: &str) -> (Option<String>, Option<String>) {
        (Some(code.to_owned()), Some(text.to_owned()))
    }

    #[test]
    fn every_shape_is_read() {
        assert_eq!(
            read(r#"{"message": "no such query", "code": 100, "source": "nql"}"#),
            both("100", "no such query")
        );
        assert_eq!(
            read(r#"{"code": "INVALID", "message": "unknown device"}"#),
            both("INVALID", "unknown device")
        );
        assert_eq!(
            read(r#"{"code": "INVALID", "details": "no target"}"#),
            both("INVALID", "no target")
        );
        assert_eq!(
            read(r#"{"error": "invalid_client", "error_description": "x"}"#),
            both("invalid_client", "x")
        );
    }

    #[test]
    fn what_has_no_known_shape_is_kept_as_it_is() {
        assert_eq!(read(""), (None, None));
        assert_eq!(
            read("  <h1>Bad\ngateway</h1> "),
            (None, Some("<h1>Bad gateway</h1>".to_owned()))
        );
        assert_eq!(
            read(r#"{"fault": 1}"#),
            (None, Some(r#"{"fault": 1}"#.to_owned()))
        );
        assert_eq!(
            read(r#"{"code": null, "message": ["a"]}"#),
            (None, Some(r#"["a"]"#.to_owned()))
        );
        assert_eq!(
            Problem::read(400, &[0xff, 0xfe]).text.as_deref(),
            Some("\u{fffd}\u{fffd}")
        );
    }

    #[test]
    fn texts_are_cut_between_characters() {
        let text = read(&format!(r#"{{"code": 1, "message": "{}"}}"#, "ä".repeat(2_000)))
            .1
            .unwrap();
        assert_eq!(text.chars().count(), LONGEST_TEXT + 1);
        assert!(text.ends_with('…'));
        assert_eq!(
            shortened(&"ä".repeat(LONGEST_TEXT)).unwrap().chars().count(),
            LONGEST_TEXT
        );
    }
}

//! What a desk says with an error status.

use serde_json::Value;

/// The longest text that is kept, in characters.
const LONGEST: usize = 300;

/// The desk's words in one line. The Table API answers `{error: {message, detail}}`, the service desk API
/// `{errorMessage}`, the Jira platform `{errorMessages: […], errors: {field: text}}`, an OAuth server
/// `{error, error_description}`. Anything else, such as a proxy's page, is kept as it is.
pub(super) fn of(body: &[u8]) -> Option<String> {
    let told = serde_json::from_slice::<Value>(body)
        .ok()
        .map(|answer| told(&answer));
    let words = told.filter(|words| !words.is_empty());
    shortened(&words.unwrap_or_else(|| String::from_utf8_lossy(body).into_owned()))
}

fn told(answer: &Value) -> String {
    let texts = [
        "/error/message",
        "/error/detail",
        "/error",
        "/error_description",
        "/errorMessage",
        "/errorMessages",
        "/errors",
        "/message",
    ];
    let found = texts.iter().filter_map(|at| answer.pointer(at)).flat_map(words);
    found.collect::<Vec<_>>().join("; ")
}

fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => vec![text.clone()],
        Value::Array(all) => all.iter().flat_map(words).collect(),
        Value::Object(fields) if fields.values().all(Value::is_string) && !fields.contains_key("message") => {
            let named = fields
                .iter()
                .filter_map(|(name, value)| Some(format!("{name}: {}", value.as_str()?)));
            named.collect()
        }
        _ => Vec::new(),
    }
}

fn shortened(text: &str) -> Option<String> {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(LONGEST - 1) {
        line.truncate(end);
        line.push('…');
    }
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_read() {
        for (body, expected) in [
            (
                r#"{"error": {"message": "Invalid table x", "detail": null}, "status": "failure"}"#,
                "Invalid table x",
            ),
            (
                r#"{"error": {"message": "User Not Authenticated", "detail": "Required to provide Auth information"}}"#,
                "User Not Authenticated; Required to provide Auth information",
            ),
            (
                r#"{"errorMessage": "no such request type", "i18nErrorMessage": {"i18nKey": "x"}}"#,
                "no such request type",
            ),
            (
                r#"{"errorMessages": ["one", "two"], "errors": {"labels": "cannot be set"}}"#,
                "one; two; labels: cannot be set",
            ),
            (
                r#"{"error": "invalid_client", "error_description": "unknown"}"#,
                "invalid_client; unknown",
            ),
            ("<h1>Bad\n  gateway</h1>", "<h1>Bad gateway</h1>"),
            (r#"{"odd": 1}"#, r#"{"odd": 1}"#),
        ] {
            assert_eq!(of(body.as_bytes()).as_deref(), Some(expected));
        }
        assert_eq!(of(b""), None);
        assert_eq!(of("ä".repeat(1_000).as_bytes()).unwrap().chars().count(), LONGEST);
    }
}

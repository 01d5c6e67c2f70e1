//! JSON bodies: accepted whatever the content type says, or without one; unknown fields are ignored.

use serde::de::DeserializeOwned;

/// Reads a body. An empty one is an empty object.
///
/// # Errors
/// When it is not JSON of this shape: a sentence that says what is wrong.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    let bytes = if bytes.iter().all(u8::is_ascii_whitespace) {
        b"{}"
    } else {
        bytes
    };
    serde_json::from_slice(bytes).map_err(|error| format!("the request body is invalid: {error}"))
}

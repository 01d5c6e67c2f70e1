//! What a place for files says when it gives none, in plain words.

use object_store::Error;

/// What comes before the status in the text of an error, which is all that there is of it where a list is refused.
const STATUS: &str = "status code: ";

/// What it means, where the place itself has refused.
pub fn said(error: &Error) -> Option<String> {
    let text = error.to_string();
    let (status, code) = (status(&text)?, code(&text));
    let words = match (status, code) {
        (_, Some("SignatureDoesNotMatch")) => "the secret is not that of the access key",
        (_, Some("InvalidAccessKeyId" | "NotSignedUp")) => "the access key is not known there",
        ("401" | "403", _) => "Deskside may not do that there",
        (_, Some("NoSuchBucket" | "ContainerNotFound")) => "there is no such bucket or container",
        ("404", _) => "it is not there",
        _ => return None,
    };
    let code = code.map(|code| format!(", {code}")).unwrap_or_default();
    Some(format!("{words} (status {status}{code})"))
}

fn status(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(STATUS)?;
    rest.get(..3)
}

/// The name of an error in XML, as S3 and Azure answer.
fn code(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("<Code>")?;
    Some(rest.split_once("</Code>")?.0)
}
